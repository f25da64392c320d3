import { verify as verifySignature } from 'node:crypto';
import { createChainStore } from './chain-store.ts';
import { createChainUrlReader } from './chain-url.ts';
import type { FetchChain } from './fetch-chain.ts';
import { type Refused, refuse } from './refusals.ts';
import { readRequestBody } from './request-body.ts';
import { readSignatureHeaders } from './signature-headers.ts';
import { checkSkillId } from './skill-id.ts';
import { readTimestamp } from './timestamp.ts';
import type { TrustAnchors } from './trust-anchors.ts';

/** A request that Alexa sent, to this skill, just now. `body` is its JSON, of which nothing more has been checked. */
export type VerifiedRequest = {
  readonly type: 'verified';
  readonly body: unknown;
  readonly requestId: string;
  /** Epoch ms. */
  readonly sentAt: number;
};

/**
 * @param rawHeaders names and values in turn, as `IncomingMessage.rawHeaders` has them.
 * @param body the bytes as they arrived: the signature is over them, and JSON written anew differs.
 */
export type RequestVerifier = (
  rawHeaders: readonly string[],
  body: Buffer,
) => Promise<VerifiedRequest | Refused>;

export type RequestVerifierOptions = {
  /** `amzn1.ask.skill.…` */
  readonly skillId: string;
  readonly fetchChain: FetchChain;
  readonly trustAnchors: TrustAnchors;
  /** Epoch ms. */
  readonly now: () => number;
  /** How long one fetch of a chain may take in all; 1.5 s: it comes on top of a turn. */
  readonly fetchDeadlineMs?: number;
};

/**
 * Tells whether a request is Alexa's own: Alexa Skills Kit, "Host a Custom Skill as a Web Service", "Manually verify
 * that the request was sent by Alexa". The rules stand in the order of their cost; the first that fails is the answer,
 * and nothing goes out before the chain has to be fetched. There is no way to leave a rule out.
 *
 * Not done here: the cap on the body (`surface.ts`), and rule 7. A genuine request sent again is verified again; it has
 * no second effect because its `requestId` is stored, once, in the effect's own commit.
 */
export const createRequestVerifier = (options: RequestVerifierOptions): RequestVerifier => {
  const { skillId, fetchChain, trustAnchors, now, fetchDeadlineMs = 1500 } = options;
  if (skillId === '') throw new TypeError('A request verifier needs the id of its skill.');
  const readChainUrl = createChainUrlReader();
  const chains = createChainStore({ fetchChain, trustAnchors, now, fetchDeadlineMs });

  return async (rawHeaders, body) => {
    // Rule 1: the headers.
    const headers = readSignatureHeaders(rawHeaders);
    if (headers.type === 'refused') return headers;

    // Rule 2: where the chain is.
    const url = readChainUrl(headers.chainUrl);
    if (url.type === 'refused') return url;

    // Rule 3: when it was sent.
    const request = readRequestBody(body);
    if (request.type === 'refused') return request;
    const timestamp = readTimestamp(request, now());
    if (timestamp.type === 'refused') return timestamp;

    // Rule 4: to which skill.
    const otherSkill = checkSkillId(request.json, skillId);
    if (otherSkill) return otherSkill;

    // Rule 5: the chain to a trust anchor.
    const chain = chains.find(url.href) ?? (await chains.load(url.href));
    if (chain.type === 'refused') return chain;

    // Rule 6: the signature over the very bytes.
    if (!verifySignature('sha256', body, chain.key, headers.signature)) return refuse('signature_wrong');

    return { type: 'verified', body: request.json, requestId: request.requestId, sentAt: timestamp.sentAt };
  };
};
