/** As long as the database's pool keeps an idle connection (database/postgres.ts); a NAT gateway of AWS, 350 s. */
const idleMilliseconds = 30_000;

/**
 * For a host that stands still between one event and the next: to be awaited as each begins. What came and fell due
 * meanwhile goes first, the end of the database's idle connections among it; and where the last event began more than
 * 30 s ago, nothing more is said on the old connections to others: at the other end they may be long gone, and a code's
 * sending that is lost so counts as one that may have gone out.
 *
 * @param now in epoch milliseconds: timers need not run on while the host stands still
 */
export const createThaw = (now: () => number, renewConnections: () => void): (() => Promise<void>) => {
  let lastBegan = now();
  return async () => {
    const began = now();
    if (began - lastBegan > idleMilliseconds) renewConnections();
    lastBegan = began;
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
};
