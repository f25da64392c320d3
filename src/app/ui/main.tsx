/** Takes over from the plain page once it is known who is signed in; where that fails, the plain page stays. */
import { render } from 'preact';
import { baseOfScript, pageAt } from './addresses.ts';
import { App } from './app.tsx';
import { ModelProvider } from './context.ts';
import { createClient } from './data.ts';
import { createModel } from './model.ts';
import { keepFocus } from './parts/keep-focus.ts';
import { startLive } from './start-live.ts';
import './styles/index.css';

const start = async (root: HTMLElement): Promise<void> => {
  const base = root.dataset.base ?? baseOfScript(import.meta.url);
  const client = createClient(base, (...request) => fetch(...request));
  const askedAt = Date.now();
  const read = await client.readSession();
  if (read.type !== 'read') return;
  const session = { data: read.value, askedAt, answeredAt: Date.now() };
  const model = createModel({
    base,
    client,
    page: pageAt(location.pathname, base),
    session,
    clock: Date.now,
  });
  if (read.value.signedIn && (await model.look()) === 'unreachable') return;
  await untilLeft(root);
  const told = takeOver(root);
  render(
    <ModelProvider value={model}>
      <App />
    </ModelProvider>,
    root,
  );
  if (told !== '') model.tell(told);
  keepFocus(root);
  if (read.value.signedIn) startLive(model, read.value.live);
};

/** Somebody may be typing a code into the plain page: nothing is taken from under their hands. */
const untilLeft = (root: HTMLElement): Promise<unknown> | undefined =>
  root.querySelector('input:focus') === null
    ? undefined
    : new Promise((resolve) => root.addEventListener('focusout', resolve, { once: true }));

/** Out with the plain content. Returns what it had to tell: what was done, or could not be. */
const takeOver = (root: HTMLElement): string => {
  const told = root.querySelector('[role=alert], [role=status]:not(:empty)')?.textContent ?? '';
  root.replaceChildren();
  return told.trim();
};

const root = document.getElementById('app');
if (root !== null) void start(root);
