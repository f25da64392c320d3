/** The orders: locks that are on, the one that waits for its code, what to say to Alexa, and the past ones. */
import { usePageState, useSession } from '../context.ts';
import { ConnectionNote } from '../parts/connection-note.tsx';
import { LockBanner } from '../parts/lock-banner.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { SayToAlexa } from '../parts/say-to-alexa.tsx';
import { PastOrders } from './past-orders.tsx';
import { WaitingCard } from './waiting-card.tsx';

export const OrdersPage = () => {
  const { orders } = usePageState();
  const { businessName } = useSession();
  return (
    <div class="page" data-focus-home>
      <PageTitle title="Your orders" aside={<ConnectionNote />} />
      {orders === null ? (
        <p class="soft loading">Reading your orders…</p>
      ) : (
        <>
          {orders.locks.map((lock) => (
            <LockBanner key={lock.lock} lock={lock} returnTo="orders" />
          ))}
          {orders.waiting !== null && (
            <WaitingCard key={orders.waiting.id} order={orders.waiting} locks={orders.locks} />
          )}
          <div class="columns">
            <PastOrders orders={orders} />
            <SayToAlexa
              businessName={businessName}
              nothingYet={orders.waiting === null && orders.past.length === 0}
              waiting={orders.waiting !== null}
            />
          </div>
        </>
      )}
    </div>
  );
};
