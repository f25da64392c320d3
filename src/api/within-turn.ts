/** Whoever asked stops waiting when `signal` says that the time is over; the work goes on. */
export const withinTurn = <Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value | 'not_due'> => {
  const over = new Promise<'not_due'>((resolve) => {
    if (signal.aborted) resolve('not_due');
    signal.addEventListener('abort', () => resolve('not_due'), { once: true });
  });
  return Promise.race([work, over]);
};
