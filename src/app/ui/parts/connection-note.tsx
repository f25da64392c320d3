/** Says quietly whether what is shown is up to date, and aloud only when it stops or starts being so. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { usePageState } from '../context.ts';
import type { Connection } from '../live.ts';

const words: { readonly [connection in Connection]: string } = {
  connecting: 'Connecting',
  live: 'Live',
  polling: 'Updated every few seconds',
  offline: 'Offline: this is what we knew last',
};

export const ConnectionNote = () => {
  const { connection } = usePageState();
  const wasOffline = useRef(false);
  const [told, setTold] = useState('');
  useEffect(() => {
    if (connection === 'offline') setTold('We cannot reach the server. What you see may be out of date.');
    else if (wasOffline.current) setTold('Back online. Everything is up to date.');
    wasOffline.current = connection === 'offline';
  }, [connection]);
  return (
    <>
      <p class={`connection ${connection}`}>
        <span class="connection-dot" aria-hidden="true" />
        {words[connection]}
      </p>
      <p role="status" class="unseen">
        {told}
      </p>
    </>
  );
};
