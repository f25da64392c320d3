/** A conversation as an Echo holds it: says intents, keeps the session and hands its attributes back. */
import type { Response, ResponseEnvelope } from 'ask-sdk-model';
import { vi } from 'vitest';
import type { Link } from '../../accounts/ports.ts';
import type { Operations, Requested } from '../../api/operations.ts';
import { scopes, type TokenVerdict } from '../../api/token.ts';
import type { SpokenValue } from '../../transactions/command.ts';
import { fail, succeed } from '../../transactions/failures.ts';
import type { AccountState } from '../../transactions/model.ts';
import { type ConversationOptions, createConversation } from '../converse.ts';
import type { AlexaRequest, Envelope, Slot } from '../envelope-types.ts';
import { createLinkMemory } from '../link-memory.ts';
import { business } from './business.ts';
import { noon } from './stored.ts';

export const requested = (state: AccountState) => succeed<Requested>({ type: 'requested', state });

/** Every operation as a mock that finds nothing, unless a test says what it answers. */
export const fakeOperations = (answers: Partial<Operations> = {}) => {
  const nothing = fail({ type: 'nothing_waiting' });
  return {
    request: vi.fn<Operations['request']>(answers.request ?? (async () => nothing)),
    current: vi.fn<Operations['current']>(answers.current ?? (async () => nothing)),
    list: vi.fn<Operations['list']>(answers.list ?? (async () => [])),
    find: vi.fn<Operations['find']>(answers.find ?? (async () => fail({ type: 'not_found' }))),
    confirm: vi.fn<Operations['confirm']>(answers.confirm ?? (async () => nothing)),
    resend: vi.fn<Operations['resend']>(answers.resend ?? (async () => nothing)),
    cancel: vi.fn<Operations['cancel']>(answers.cancel ?? (async () => nothing)),
  } satisfies Operations;
};

export const validToken = (subject = 'auth0|ada', granted: readonly string[] = Object.values(scopes)) =>
  ({
    type: 'valid',
    claims: {
      issuer: 'https://tenant.test/',
      subject,
      scopes: new Set(granted),
      expiresAt: noon + 3_600_000,
    },
  }) satisfies TokenVerdict;

/** Accounts and links in memory. Account ids are `account of auth0|ada`, hashes `hash-of-user-1`. */
const fakeDirectory = () => {
  const links = new Map<string, Link>();
  return {
    links,
    hash: (value: string) => `hash-of-${value}`,
    findOrCreate: vi.fn(async ({ issuer, subject }: { issuer: string; subject: string }) => ({
      id: `account of ${subject}`,
      issuer,
      subject,
    })),
    findLink: vi.fn(async (linkId: string) => links.get(linkId) ?? null),
    noteLink: vi.fn(
      async ({ linkId, accountId, now }: { linkId: string; accountId: string; now: number }) => {
        const link = links.get(linkId) ?? { linkId, accountId, linkedAt: now, endedAt: null };
        links.set(linkId, link);
        return link;
      },
    ),
    beginLink: vi.fn(
      async ({ linkId, accountId, now }: { linkId: string; accountId: string; now: number }) => {
        const link = { linkId, accountId, linkedAt: now, endedAt: null };
        links.set(linkId, link);
        return link;
      },
    ),
    endLink: vi.fn(async (linkId: string, endedAt: number) => {
      const link = links.get(linkId);
      if (link) links.set(linkId, { ...link, endedAt: link.endedAt ?? endedAt });
    }),
  };
};

export const envelope = (request: AlexaRequest, changes: Partial<Envelope> = {}): Envelope => ({
  applicationId: 'amzn1.ask.skill.test',
  requestId: 'request-1',
  sentAt: noon,
  locale: 'en-US',
  userId: 'user-1',
  accessToken: 'token-of-ada',
  personAccessToken: null,
  hasScreen: false,
  alexaApi: null,
  session: { id: 'session-1', isNew: true, attributes: {} },
  request,
  ...changes,
});

/** What was heard for a slot: a text that resolved to nothing, values, or nothing at all. */
type Heard = string | null | readonly SpokenValue[];

export const intent = (name: string, heard: { readonly [slot: string]: Heard } = {}): AlexaRequest => ({
  type: 'intent',
  name,
  dialogState: null,
  slots: Object.fromEntries(Object.entries(heard).map(([slot, what]) => [slot, slotOf(slot, what)])),
});

const slotOf = (name: string, heard: Heard): Slot => {
  if (heard === null) return { name, heard: null, values: [] };
  if (typeof heard === 'string') return { name, heard, values: [{ heard, id: null }] };
  return { name, heard: heard[0]?.heard ?? null, values: heard };
};

export const startConversation = (options: Partial<ConversationOptions> = {}) => {
  const directory = fakeDirectory();
  const converse = createConversation({
    operations: fakeOperations(),
    verifyToken: async () => validToken(),
    directory,
    beginLink: directory.beginLink,
    endLink: directory.endLink,
    links: createLinkMemory(),
    progressive: { during: (_envelope, _signal, answer) => answer() },
    business,
    newId: () => 'new-id',
    now: () => noon,
    log: { info: vi.fn(), warn: vi.fn(), error: vi.fn() },
    ...options,
  });
  let attributes: { [name: string]: unknown } = {};
  let turns = 0;

  const hear = async (request: AlexaRequest, changes: Partial<Envelope> = {}): Promise<ResponseEnvelope> => {
    turns += 1;
    const session = { id: 'session-1', isNew: turns === 1, attributes };
    const answer = await converse(envelope(request, { requestId: `request-${turns}`, session, ...changes }));
    attributes = answer.response.shouldEndSession === false ? (answer.sessionAttributes ?? {}) : {};
    return answer;
  };
  const say = (
    name: string,
    heard: { readonly [slot: string]: Heard } = {},
    changes: Partial<Envelope> = {},
  ) => hear(intent(name, heard), changes);

  return { converse, directory, hear, say };
};

export const speechOf = ({ response }: ResponseEnvelope): string => textOf(response.outputSpeech);
export const repromptOf = ({ response }: ResponseEnvelope): string => textOf(response.reprompt?.outputSpeech);

const textOf = (speech: Response['outputSpeech']): string =>
  speech?.type === 'PlainText' ? speech.text : '';
