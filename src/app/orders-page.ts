/** The page with one's orders: the one waiting for its code, a lock that is on, and the past ones. */
import type { TransactionView } from '../api/contract.ts';
import { presentTransaction } from '../api/present-transaction.ts';
import type { AccountState, Instant, LockName, Transaction } from '../transactions/model.ts';
import type { TransactionRecord } from '../transactions/ports.ts';
import type { BuiltUi } from './built-ui.ts';
import { type Html, html } from './html.ts';
import { page, tokenField } from './layout.ts';
import { inTime, stateText, triesText } from './page-text.ts';

export type OrdersPage = {
  readonly base: string;
  readonly businessName: string;
  readonly formToken: string;
  readonly now: Instant;
  readonly state: AccountState;
  /** Newest first; the waiting one may be among them. */
  readonly records: readonly TransactionRecord[];
  /** What was done, and what could not be. */
  readonly notice: string | null;
  readonly alert: string | null;
  readonly ui: BuiltUi | null;
};

export const ordersPage = (orders: OrdersPage): string => {
  const { transaction } = orders.state;
  const waiting = transaction?.state === 'requested' ? transaction : null;
  const past = orders.records.filter(({ transaction: { id } }) => id !== waiting?.id);
  return page({
    ...orders,
    title: 'Your orders',
    body: html`<h1>Your orders</h1>
<div role="status">${orders.notice !== null && html`<p class="note">${orders.notice}</p>`}</div>
${orders.alert !== null && html`<p class="alert" role="alert">${orders.alert}</p>`}
${lockSections(orders)}
${waiting === null ? nothingWaiting : waitingSection(orders, waiting)}
${pastSection(past)}`,
  });
};

/** For whoever is not signed in. */
export const welcomePage = (
  welcome: Pick<OrdersPage, 'base' | 'businessName' | 'ui'> & { readonly signInUrl: string },
): string =>
  page({
    ...welcome,
    title: 'Welcome',
    formToken: null,
    body: html`<h1>Anyone can talk to your Echo. Only you can say yes.</h1>
<p>Whatever is ordered with your voice account waits for a code that we send to your own phone or mailbox. Sign in to see your orders, to confirm or cancel them, and to stop what you did not ask for.</p>
<p><a class="button" href="${welcome.signInUrl}">Sign in</a></p>`,
  });

const nothingWaiting = html`<section aria-labelledby="waiting"><h2 id="waiting">Waiting for a code</h2><p class="soft">Nothing waits for a code.</p></section>`;

const waitingSection = (orders: OrdersPage, waiting: Transaction): Html => {
  const view = presentTransaction({ transaction: waiting, challenges: orders.state.challenges });
  return html`<section aria-labelledby="waiting">
<h2 id="waiting">Waiting for your code</h2>
${replacementText(waiting)}
${summary(view)}
<p>${codeText(view, orders.now)} ${triesText(view.triesLeft)}</p>
<p class="soft">The order ends ${inTime(waiting.expiresAt, orders.now)} if it is not confirmed.</p>
${form(
  orders,
  `${view.id}/confirm`,
  html`<label for="code">Code</label>
<input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="16" required>
<button>Confirm</button>`,
)}
<div class="actions">
${
  view.challenge?.resendAt != null &&
  form(orders, `${view.id}/resend`, html`<button class="quiet">Send the code again</button>`)
}
${form(orders, `${view.id}/cancel`, html`<button class="quiet">Cancel this order</button>`)}
${form(
  orders,
  `${view.id}/not-me`,
  html`<button class="warn">This was not me: cancel and lock ordering by voice</button>`,
)}
</div>
</section>`;
};

/** The person is told here and now what replaced what (rule 2). */
const replacementText = ({ replaced }: Transaction): Html | null =>
  replaced === null
    ? null
    : html`<p class="note">This order replaced another one that was waiting: ${replaced.summary}.</p>`;

const codeText = ({ challenge }: TransactionView, now: Instant): string => {
  if (challenge === null) return 'No code has been sent yet.';
  const where =
    challenge.channel === 'sms' ? `your phone ending ${challenge.hint}` : `your mailbox ${challenge.hint}`;
  switch (challenge.state) {
    case 'sending':
      return `The code is on its way to ${where}.`;
    case 'live':
      return `We sent a code to ${where}. It works for a short while: it runs out ${inTime(Date.parse(challenge.expiresAt), now)}.`;
    case 'send_failed':
      return `The code to ${where} could not be sent. Send it again.`;
    case 'used':
    case 'expired':
    case 'replaced':
      return `The code we sent to ${where} no longer works. Send it again.`;
    default:
      return challenge.state satisfies never;
  }
};

const summary = (view: TransactionView): Html => html`<p><strong>${view.summary}</strong></p>
<p>${view.destination !== null && html`${view.destination}. `}${
  view.amount !== null && html`<span class="amount">${money(view.amount)}</span> to `
}${view.payee}.</p>`;

const pastSection = (past: readonly TransactionRecord[]): Html => html`<section aria-labelledby="past">
<h2 id="past">Before</h2>
${
  past.length === 0
    ? html`<p class="soft">Nothing yet.</p>`
    : html`<ol>${past.map(({ transaction, challenges }) => {
        const view = presentTransaction({ transaction, challenges });
        return html`<li class="order">${summary(view)}
<p>${stateText(transaction.state, transaction.cancelReason)} ${time(view.requestedAt)}</p></li>`;
      })}</ol>`
}
</section>`;

const lockSections = (orders: OrdersPage): readonly (Html | null)[] => {
  const { lockedAt } = orders.state.account;
  return [
    lockedAt.owner === null ? null : lockSection(orders, 'owner', lockedAt.owner),
    lockedAt.wrong_codes === null ? null : lockSection(orders, 'wrong_codes', lockedAt.wrong_codes),
  ];
};

const lockTexts: { readonly [name in LockName]: { readonly title: string; readonly text: string } } = {
  owner: {
    title: 'You have locked ordering by voice',
    text: 'No order can be placed or confirmed while this lock is on.',
  },
  wrong_codes: {
    title: 'Too many wrong codes',
    text: 'Somebody tried too many wrong codes. No order can be placed or confirmed while this lock is on.',
  },
};

const lockSection = (orders: OrdersPage, name: LockName, since: Instant): Html => {
  const { title, text } = lockTexts[name];
  return html`<section aria-labelledby="lock-${name}">
<h2 id="lock-${name}">${title}</h2>
<p>${text} On since ${time(new Date(since).toISOString())}.</p>
<form method="post" action="${orders.base}/unlock">${tokenField(orders.formToken)}<input type="hidden" name="lock" value="${name}"><button>Open this lock</button></form>
<p class="soft">You may be asked to sign in once more.</p>
</section>`;
};

const form = (orders: OrdersPage, action: string, fields: Html): Html =>
  html`<form method="post" action="${orders.base}/transactions/${action}">${tokenField(orders.formToken)}${fields}</form>`;

const time = (iso: string): Html =>
  html`<time datetime="${iso}">${timeFormat.format(new Date(iso))} UTC</time>`;

const timeFormat = new Intl.DateTimeFormat('en', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'UTC',
});

const money = ({ minorUnits, currency }: NonNullable<TransactionView['amount']>): string => {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.format(minorUnits / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
};
