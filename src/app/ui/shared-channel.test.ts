import { describe, expect, it } from 'vitest';
import type { LiveHandlers } from './live.ts';
import { shareAmongTabs, type Tabs } from './shared-channel.ts';
import { settled } from './testing/fake-timers.ts';

/** One browser: a lock that one tab at a time holds (Web Locks API), and a broadcast that reaches all others. */
const openBrowser = () => {
  const listeners = new Set<{ readonly from: object; readonly hear: (event: MessageEvent) => void }>();
  let last: Promise<unknown> = Promise.resolve();
  const opened: LiveHandlers[] = [];
  const closed: LiveHandlers[] = [];

  const request = (
    _name: string,
    { signal }: { readonly signal: AbortSignal },
    hold: () => Promise<void>,
  ) => {
    const held = last.then(() => (signal.aborted ? undefined : hold()));
    last = held;
    return held;
  };

  const openTab = () => {
    const heard: string[] = [];
    const tab = {};
    const tabs: Tabs = {
      locks: { request },
      openBroadcast: () => ({
        postMessage: (data: unknown) => {
          for (const { from, hear } of listeners)
            if (from !== tab) hear(new MessageEvent('message', { data }));
        },
        addEventListener: (_type: string, hear: (event: MessageEvent) => void) => {
          listeners.add({ from: tab, hear });
        },
        close: () => {
          for (const listener of listeners) if (listener.from === tab) listeners.delete(listener);
        },
      }),
    };
    const close = shareAmongTabs((handlers) => {
      opened.push(handlers);
      return () => closed.push(handlers);
    }, tabs)({
      onOpen: () => heard.push('open'),
      onChanged: () => heard.push('changed'),
      onLost: () => heard.push('lost'),
    });
    return { heard, close };
  };
  return { openTab, opened, closed };
};

describe('several tabs', () => {
  it('share one channel, and each hears everything once', async () => {
    const { openTab, opened } = openBrowser();
    const tabs = [openTab(), openTab(), openTab()];
    await settled();
    expect(opened).toHaveLength(1);
    opened[0]?.onOpen();
    opened[0]?.onChanged();
    opened[0]?.onLost();
    for (const { heard } of tabs) expect(heard).toEqual(['open', 'changed', 'lost']);
  });

  it('one that comes later learns that the channel is open', async () => {
    const { openTab, opened } = openBrowser();
    openTab();
    await settled();
    opened[0]?.onOpen();
    const late = openTab();
    expect(late.heard).toEqual(['open']);
  });

  it('the next one takes over when the one with the channel closes', async () => {
    const { openTab, opened, closed } = openBrowser();
    const first = openTab();
    const second = openTab();
    await settled();
    first.close();
    await settled();
    expect(closed).toHaveLength(1);
    expect(opened).toHaveLength(2);
    opened[1]?.onChanged();
    expect(second.heard).toEqual(['changed']);
    expect(first.heard).toEqual([]);
  });
});
