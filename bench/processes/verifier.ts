/** Verifies one request again and again: by our verifier, and by `crypto.verify` alone. */
import { verify, X509Certificate } from 'node:crypto';
import { createRequestVerifier } from '../../src/alexa/verify/request-verifier.ts';
import { bundledRoots, createTrustAnchors } from '../../src/alexa/verify/trust-anchors.ts';
import { answerParent } from '../child.ts';
import { measured } from '../measured-settings.ts';

export type VerifierOptions = {
  readonly signing: { readonly rootPem: string; readonly chainPem: string };
  readonly headers: readonly string[];
  readonly body: Uint8Array;
  readonly repeats: number;
  readonly requests: number;
};

/** Microseconds a request. */
export type Timing = { readonly ours: number; readonly bare: number };

const calls = {
  measure: async (options: VerifierOptions): Promise<readonly Timing[]> => {
    const { signing, headers, requests } = options;
    const body = Buffer.from(options.body);
    const verifyRequest = createRequestVerifier({
      skillId: measured.skillId,
      fetchChain: async () => ({ type: 'fetched', pem: signing.chainPem }),
      trustAnchors: createTrustAnchors([...bundledRoots, signing.rootPem]),
      now: Date.now,
    });
    const key = new X509Certificate(signing.chainPem).publicKey;
    const signature = Buffer.from(headers[headers.indexOf('Signature-256') + 1] ?? '', 'base64');

    const ours = async (): Promise<void> => {
      const verified = await verifyRequest(headers, body);
      if (verified.type === 'refused') throw new Error(verified.reason);
    };
    const bare = async (): Promise<void> => {
      if (!verify('sha256', body, key, signature)) throw new Error('signature_wrong');
    };
    const time = async (work: () => Promise<void>): Promise<number> => {
      const began = performance.now();
      for (let request = 0; request < requests; request += 1) await work();
      return ((performance.now() - began) * 1000) / requests;
    };
    await time(ours);
    await time(bare);
    const timings: Timing[] = [];
    for (let repeat = 0; repeat < options.repeats; repeat += 1) {
      timings.push({ ours: await time(ours), bare: await time(bare) });
    }
    return timings;
  },
};
export type VerifierCalls = typeof calls;
answerParent(calls);
