/** Runs a task one at a time; calls that come while it runs share one more run, begun after all of them. */
export const coalesce = <Outcome>(task: () => Promise<Outcome>): (() => Promise<Outcome>) => {
  let running: Promise<Outcome> | null = null;
  let next: Promise<Outcome> | null = null;

  const start = (): Promise<Outcome> => {
    const run = task().finally(() => {
      if (running === run) running = null;
    });
    running = run;
    return run;
  };

  const startNext = (): Promise<Outcome> => {
    next = null;
    return start();
  };

  return () => {
    if (running === null) return start();
    next ??= running.then(startNext, startNext);
    return next;
  };
};
