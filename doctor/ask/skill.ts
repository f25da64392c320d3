/** What the skill endpoint is asked: Alexa requests that must be refused, and where there is a way, one that must not. */
import { createSign } from 'node:crypto';
import { createSigner } from '../../sandbox/echo/sign.ts';
import { once } from '../once.ts';
import type { Outside, Reach } from '../outside.ts';
import type { Subject } from '../subject.ts';
import { type Answer, call } from './call.ts';

/** How a request differs from one of Alexa's own; `none`: it does not, which takes the sandbox's Echo. */
export type Flaw = 'none' | 'unsigned' | 'stale' | 'other_skill' | 'sha1_only' | 'foreign_chain';

export type AskSkill = {
  /** `https://pod.example.com/wt/alexa`. */
  readonly endpoint: string;
  readonly origin: URL;
  /** `/healthz` under the root path. */
  readonly health: () => Promise<Answer>;
  /** `/healthz` of the origin itself. */
  readonly healthOfOrigin: () => Promise<Answer>;
  readonly readiness: () => Promise<Answer>;
  /** Whether requests can be signed so that this endpoint takes them. */
  readonly canSign: boolean;
  readonly send: (flaw: Flaw) => Promise<Answer>;
};

const staleMs = 3_600_000;
/** Where Alexa keeps its chains; nothing is fetched from there for a request that fails before. */
const alexaChainUrl = 'https://s3.amazonaws.com/echo.api/echo-api-cert-14.pem';
const foreignChainUrl = 'https://sayso.invalid/echo.api/echo-api-cert-14.pem';
const otherSkillId = 'amzn1.ask.skill.00000000-0000-4000-8000-0000000d0c70';

export const createAskSkill = (
  { root, settings, echoSigning }: Subject,
  reach: Reach,
  { now, randomBytes }: Pick<Outside, 'now' | 'randomBytes'>,
): AskSkill => {
  const endpoint = `${root}/alexa`;
  const origin = new URL(new URL(endpoint).origin);
  const get = (url: string) => once(() => call(reach.fetch, now, url));

  /** Alexa’s own key is Amazon’s: where the sandbox’s does not count, 256 random bytes stand for its signature. */
  const sign =
    echoSigning === null
      ? () => ({ 'signature-256': randomBytes(256).toString('base64'), signaturecertchainurl: alexaChainUrl })
      : createSigner(echoSigning.leafKeyPem, echoSigning.chainUrl);

  const send = (flaw: Flaw): Promise<Answer> => {
    const body = JSON.stringify(
      launch({
        skillId: flaw === 'other_skill' ? otherSkillId : settings.alexaSkillId,
        sentAt: now() - (flaw === 'stale' ? staleMs : 0),
        id: randomBytes(12).toString('hex'),
      }),
    );
    const signed = sign(Buffer.from(body));
    const headers = (): Readonly<Record<string, string>> => {
      switch (flaw) {
        case 'none':
        case 'stale':
        case 'other_skill':
          return signed;
        case 'unsigned':
          return {};
        case 'sha1_only':
          return {
            signature:
              sha1Signature(echoSigning?.leafKeyPem ?? null, body) ?? randomBytes(256).toString('base64'),
            signaturecertchainurl: signed.signaturecertchainurl,
          };
        case 'foreign_chain':
          return { ...signed, signaturecertchainurl: foreignChainUrl };
        default:
          return flaw satisfies never;
      }
    };
    return call(reach.fetch, now, endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', ...headers() },
      body,
    });
  };

  return {
    endpoint,
    origin,
    health: get(`${root}/healthz`),
    healthOfOrigin: get(`${origin.origin}/healthz`),
    readiness: get(`${root}/readyz`),
    canSign: echoSigning !== null,
    send,
  };
};

/** null where there is no key, or where this machine's policy lets nothing be signed with SHA-1 any more. */
const sha1Signature = (leafKeyPem: string | null, body: string): string | null => {
  if (leafKeyPem === null) return null;
  try {
    return createSign('RSA-SHA1').update(body).sign(leafKeyPem, 'base64');
  } catch {
    return null;
  }
};

/** "Alexa, open …", of a device that is not linked: answered with how to link, and nothing is kept of it. */
const launch = (of: { readonly skillId: string; readonly sentAt: number; readonly id: string }) => {
  const application = { applicationId: of.skillId };
  const user = { userId: `amzn1.ask.account.doctor-${of.id}` };
  return {
    version: '1.0',
    session: { new: true, sessionId: `amzn1.echo-api.session.${of.id}`, application, attributes: {}, user },
    context: {
      System: {
        application,
        user,
        device: { deviceId: `amzn1.ask.device.doctor-${of.id}`, supportedInterfaces: {} },
        apiEndpoint: 'https://api.amazonalexa.com',
      },
    },
    request: {
      type: 'LaunchRequest',
      requestId: `amzn1.echo-api.request.${of.id}`,
      timestamp: new Date(of.sentAt).toISOString(),
      locale: 'en-US',
    },
  };
};
