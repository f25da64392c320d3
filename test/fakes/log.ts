import type { Log } from '../../src/observability/log.ts';

/** A log that keeps its lines. */
export const createFakeLog = (): Log & { readonly lines: readonly string[] } => {
  const lines: string[] = [];
  return {
    lines,
    info: (event) => void lines.push(`info ${event}`),
    warn: (event) => void lines.push(`warn ${event}`),
    error: (event) => void lines.push(`error ${event}`),
  };
};
