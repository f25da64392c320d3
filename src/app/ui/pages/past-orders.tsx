/** What was ordered before, newest first, with how each ended. */
import type { OrderData, OrdersData } from '../../contract.ts';
import { sentenceCase, stateMark } from '../order-text.ts';
import { Moment } from '../parts/moment.tsx';
import { Older } from '../parts/older.tsx';
import { Question } from '../parts/question.tsx';

export const PastOrders = ({ orders: { past, before } }: { readonly orders: OrdersData }) => (
  <section class="card past" aria-labelledby="past" data-focus-home>
    <div class="card-head">
      <h2 id="past" tabIndex={-1}>
        Past orders
      </h2>
      {past.some(({ state }) => state === 'done') && (
        <Question
          ask="Clear confirmed orders"
          title="Clear your confirmed orders?"
          yes="Clear them"
          path="orders/clear"
        >
          <p>They disappear from this page for good. Nothing about the orders themselves changes.</p>
        </Question>
      )}
    </div>
    {past.length === 0 ? (
      <p class="soft empty">Nothing here yet. Orders appear as soon as they are confirmed or ended.</p>
    ) : (
      <ul class="rows">
        {past.map((order) => (
          <PastOrder key={order.id} order={order} />
        ))}
      </ul>
    )}
    <Older list="orders" before={before} label="Show older orders" />
  </section>
);

const PastOrder = ({ order }: { readonly order: OrderData }) => {
  const { text, tone } = stateMark(order.state);
  return (
    <li class="row">
      <div class="row-main">
        <h3>{sentenceCase(order.summary)}</h3>
        {order.outcome !== null && <p>{order.outcome}</p>}
        <p class="soft">
          <Moment at={order.requestedAt} />
          {order.destination !== null && ` · ${order.destination}`}
          {order.amount !== null && ` · ${order.payee}`}
        </p>
      </div>
      <div class="row-side">
        <span class={`mark ${tone}`}>{text}</span>
        {order.amount !== null && <span class="amount">{order.amount}</span>}
      </div>
    </li>
  );
};
