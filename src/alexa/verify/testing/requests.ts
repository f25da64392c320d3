/** Signed requests for tests, as Alexa sends them, and a verifier that counts what it fetches. */
import type { FetchChain, FetchedChain } from '../fetch-chain.ts';
import { createRequestVerifier, type RequestVerifier } from '../request-verifier.ts';
import { createTrustAnchors } from '../trust-anchors.ts';
import { genuineChain, noon, root, signBody } from './chains.ts';

export const skillId = 'amzn1.ask.skill.00000000-0000-4000-8000-000000000001';
export const chainUrl = 'https://s3.amazonaws.com/echo.api/echo-api-cert-14.pem';

const isoTime = (at: number): string => new Date(at).toISOString();

export const launch = (request: object = {}) => ({
  version: '1.0',
  session: {
    new: true,
    sessionId: 'amzn1.echo-api.session.1',
    application: { applicationId: skillId },
    attributes: {},
    user: { userId: 'amzn1.ask.account.A', accessToken: 'token-of-the-session' },
  },
  context: {
    System: {
      application: { applicationId: skillId },
      user: { userId: 'amzn1.ask.account.A', accessToken: 'token-of-the-account' },
      device: { deviceId: 'amzn1.ask.device.A', supportedInterfaces: {} },
      apiEndpoint: 'https://api.amazonalexa.com',
    },
  },
  request: {
    type: 'LaunchRequest',
    requestId: 'amzn1.echo-api.request.1',
    timestamp: isoTime(noon),
    locale: 'en-US',
    ...request,
  },
});

/** A skill event has no session. */
export const skillEvent = (sentAt: number, name = 'SkillDisabled') => {
  const { session: _, ...envelope } = launch();
  return {
    ...envelope,
    request: {
      type: `AlexaSkillEvent.${name}`,
      requestId: 'amzn1.echo-api.request.2',
      timestamp: isoTime(sentAt),
    },
  };
};

export const sentAt = (at: number) => launch({ timestamp: isoTime(at) });

export const toBody = (envelope: unknown): Buffer => Buffer.from(JSON.stringify(envelope));

/** The raw header pairs of a request with this body, signed. */
export const signedHeaders = (body: Buffer, url = chainUrl): string[] => [
  'Content-Type',
  'application/json; charset=utf-8',
  'Signature',
  'c2hhMQ==',
  'Signature-256',
  signBody(body),
  'SignatureCertChainUrl',
  url,
];

export type VerifierWorld = {
  readonly verify: RequestVerifier;
  /** The URLs that were fetched, in order. */
  readonly fetched: readonly string[];
  /** To be moved by the test. */
  readonly clock: { now: number };
  /** What the next fetch gives. */
  readonly published: { chain: FetchedChain };
};

export type VerifierWorldOptions = {
  readonly anchors?: readonly string[];
  /** Asked instead of `published`. */
  readonly fetchChain?: FetchChain;
  readonly fetchDeadlineMs?: number;
};

export const createVerifierWorld = (options: VerifierWorldOptions = {}): VerifierWorld => {
  const { anchors = [root.pem], fetchChain, fetchDeadlineMs = 3000 } = options;
  const fetched: string[] = [];
  const clock = { now: noon };
  const published = { chain: fetchedChain(genuineChain) };
  const verify = createRequestVerifier({
    skillId,
    trustAnchors: createTrustAnchors(anchors),
    now: () => clock.now,
    fetchDeadlineMs,
    fetchChain: async (url, signal) => {
      fetched.push(url);
      return fetchChain ? fetchChain(url, signal) : published.chain;
    },
  });
  return { verify, fetched, clock, published };
};

export const fetchedChain = (pem: string): FetchedChain => ({ type: 'fetched', pem });
