/** The order that waits for its code: what it is, and everything that can be done about it. */
import type { LockData, WaitingOrder } from '../../contract.ts';
import { useSession } from '../context.ts';
import { codeStanding, sentenceCase } from '../order-text.ts';
import { CodeField } from '../parts/code-field.tsx';
import { Countdown } from '../parts/countdown.tsx';
import { AlertIcon, ClockIcon, SpeechIcon, SwapIcon } from '../parts/icons.tsx';
import { NotMe } from '../parts/not-me.tsx';
import { Question } from '../parts/question.tsx';
import { ResendButton } from '../parts/resend-button.tsx';
import { useNow } from '../parts/use-now.ts';
import { inWords, remainingUntil } from '../time.ts';

export const WaitingCard = ({
  order,
  locks,
}: {
  readonly order: WaitingOrder;
  readonly locks: readonly LockData[];
}) => (
  <section class="card waiting" aria-labelledby="waiting" data-focus-home>
    <div class="waiting-what">
      <h2 id="waiting" class="eyebrow" tabIndex={-1}>
        Waiting for your code
      </h2>
      <p class="waiting-summary">{sentenceCase(order.summary)}</p>
      <dl class="facts">
        {order.amount !== null && <Fact name="Cost" value={order.amount} />}
        {order.destination !== null && <Fact name="Where" value={sentenceCase(order.destination)} />}
        <Fact name={order.amount === null ? 'From' : 'Paid to'} value={order.payee} />
      </dl>
      {order.replaced !== null && (
        <p class="note">
          <SwapIcon />
          <span>This replaced an order that was waiting: {order.replaced}. Its code no longer works.</span>
        </p>
      )}
      <OrderEnds at={order.expiresAt} />
    </div>
    <div class="waiting-code">
      <CodePanel order={order} locked={locks.some(({ lock }) => lock === 'wrong_codes')} />
    </div>
    <div class="waiting-else">
      <Question
        ask="Cancel this order"
        title="Cancel this order?"
        yes="Cancel the order"
        no="Keep it"
        path={`orders/${order.id}/cancel`}
      >
        <p>
          <strong>{sentenceCase(order.summary)}</strong>: it is not carried out, and the code for it stops
          working.
        </p>
      </Question>
      <NotMe order={order} />
    </div>
  </section>
);

const Fact = ({ name, value }: { readonly name: string; readonly value: string }) => (
  <div class="fact">
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
);

const OrderEnds = ({ at }: { readonly at: number }) => (
  <p class="with-icon soft">
    <ClockIcon />
    <span>Without a code it ends {inWords(remainingUntil(at, useNow()))}. Nothing happens then.</span>
  </p>
);

const CodePanel = ({ order, locked }: { readonly order: WaitingOrder; readonly locked: boolean }) => {
  const { code, id, triesLeft } = order;
  const now = useNow();
  const { businessName } = useSession();
  if (code === null) {
    return (
      <>
        <p>No code has been sent yet.</p>
        <ResendButton path={`orders/${id}/resend`} resendAt={now} urgent />
      </>
    );
  }
  const { text, usable, urgent } = codeStanding(code, now);
  return (
    <>
      <p class={urgent ? 'code-standing with-icon' : 'code-standing'}>
        {urgent && <AlertIcon />}
        <span>{text}</span>
      </p>
      {usable && <Countdown key={code.expiresAt} until={code.expiresAt} />}
      {locked ? (
        <p class="note">Open the lock above to confirm this order.</p>
      ) : (
        usable && <CodeField path={`orders/${id}/confirm`} submit="Confirm" triesLeft={triesLeft} />
      )}
      {usable && !locked && (
        <p class="with-icon soft say-hint">
          <SpeechIcon />
          <span>
            Or say: <q>Alexa, tell {businessName.toLowerCase()} my code is …</q>
          </span>
        </p>
      )}
      <ResendButton path={`orders/${id}/resend`} resendAt={code.resendAt} urgent={urgent} />
    </>
  );
};
