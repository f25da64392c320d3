/** The process's own timer: runs once after so many milliseconds, unless the returned function is called before. */
export const afterTimeout = (milliseconds: number, run: () => void): (() => void) => {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
};
