/** Does it at the first call, and gives every later one the same answer. */
export const once = <Value>(work: () => Promise<Value>): (() => Promise<Value>) => {
  let answer: Promise<Value> | null = null;
  return () => {
    answer ??= work();
    return answer;
  };
};
