/**
 * What the operating system says of a path or an address that somebody has set (Node.js "Errors", `SystemError`), as a
 * sentence; null where the error is none of its own, and so a bug.
 */
export const systemProblem = (error: unknown): string | null =>
  error instanceof Error && 'syscall' in error && 'code' in error
    ? `The operating system refused (${error.message}). Check DATA_DIR and HOST.`
    : null;
