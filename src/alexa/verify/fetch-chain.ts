import type { FetchRefusal } from './refusals.ts';

export type FetchedChain =
  | { readonly type: 'fetched'; readonly pem: string }
  | { readonly type: 'failed'; readonly reason: FetchRefusal };

/** Gets the chain at a URL that rule 2 has passed. Never throws, follows no redirect, ends when `signal` does. */
export type FetchChain = (url: string, signal: AbortSignal) => Promise<FetchedChain>;

const largestChainBytes = 64 * 1024;

/** @param fetch Node's own, or undici's with an agent of the caller's. Takes 200 alone, and at most 64 KiB unpacked. */
export const createChainFetcher =
  (fetch: typeof globalThis.fetch): FetchChain =>
  async (url, signal) => {
    try {
      const response = await fetch(url, { redirect: 'manual', credentials: 'omit', signal });
      if (response.status === 200) return await readCapped(response.body);
      await response.body?.cancel();
      return fail(response.status >= 300 && response.status < 400 ? 'chain_redirected' : 'chain_status');
    } catch {
      return fail(signal.aborted ? 'chain_timed_out' : 'chain_unreachable');
    }
  };

const readCapped = async (body: AsyncIterable<Uint8Array> | null): Promise<FetchedChain> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    // Leaving the loop cancels the rest.
    if (bytes > largestChainBytes) return fail('chain_too_large');
    chunks.push(chunk);
  }
  return { type: 'fetched', pem: Buffer.concat(chunks).toString('latin1') };
};

const fail = (reason: FetchRefusal): FetchedChain => ({ type: 'failed', reason });
