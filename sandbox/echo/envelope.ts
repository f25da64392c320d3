/** Request envelopes as Alexa sends them. Shape: Alexa Skills Kit, "Request and Response JSON Reference". */
import type {
  Context,
  IntentRequest,
  interfaces,
  LaunchRequest,
  RequestEnvelope,
  SessionEndedRequest,
  Slot,
  SlotValue,
  slu,
} from 'ask-sdk-model';
import { aplRuntime } from './apl.ts';
import type { IntentDefinition, InteractionModel } from './interaction-model.ts';
import type { HeardSlot, HeardValue } from './slot-values.ts';
import type { HeardIntent } from './understand.ts';

/** Who speaks, into which device. */
export type Speaker = {
  readonly userId: string;
  readonly deviceId: string;
  /** null: the account is not linked. */
  readonly accessToken: string | null;
};

export type EnvelopeParts = {
  readonly skillId: string;
  readonly speaker: Speaker;
  readonly locale: string;
  readonly requestId: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Where this request takes progressive responses, and by what; left out, nowhere. */
  readonly api?: { readonly endpoint: string; readonly token: string };
  /** The device shows documents of the Alexa Presentation Language. */
  readonly hasScreen?: boolean;
};

export type SessionParts = {
  readonly id: string;
  readonly isNew: boolean;
  readonly attributes: Readonly<Record<string, unknown>>;
};

/** Alexa leaves `dialogState` out for intents without a dialog model; the SDK's type does not know that. */
type SentIntentRequest = Omit<IntentRequest, 'dialogState'> & Partial<Pick<IntentRequest, 'dialogState'>>;

export type SentEnvelope = Omit<RequestEnvelope, 'request'> & {
  readonly request: LaunchRequest | SentIntentRequest | SessionEndedRequest;
};

/** No such host can be (RFC 2606): what is made by hand must not reach Alexa's own. */
const nowhere = { endpoint: 'https://api.alexa.invalid', token: 'sandbox' };

export const launchEnvelope = (parts: EnvelopeParts, session: SessionParts): SentEnvelope => ({
  ...base(parts, session),
  request: { ...common(parts), type: 'LaunchRequest' },
});

export const intentEnvelope = (
  parts: EnvelopeParts,
  session: SessionParts,
  intent: IntentRequest['intent'],
  dialogState: IntentRequest['dialogState'] | null,
): SentEnvelope => ({
  ...base(parts, session),
  request: {
    ...common(parts),
    type: 'IntentRequest',
    ...(dialogState === null ? {} : { dialogState }),
    intent,
  },
});

export const sessionEndedEnvelope = (
  parts: EnvelopeParts,
  session: SessionParts,
  ending:
    | { readonly reason: 'USER_INITIATED' | 'EXCEEDED_MAX_REPROMPTS' }
    | {
        readonly reason: 'ERROR';
        readonly error: { readonly type: 'INVALID_RESPONSE' | 'ENDPOINT_TIMEOUT'; readonly message: string };
      },
): SentEnvelope => ({
  ...base(parts, { ...session, isNew: false }),
  request: { ...common(parts), type: 'SessionEndedRequest', ...ending },
});

/** Skill events have no session. Alexa Skills Kit, "Skill Events in Alexa Skills". */
export const skillEventEnvelope = (
  parts: EnvelopeParts,
  name: 'SkillAccountLinked' | 'SkillDisabled',
): {
  readonly version: '1.0';
  readonly context: Context;
  readonly request: Readonly<Record<string, unknown>>;
} => {
  const { timestamp, requestId } = common(parts);
  return {
    version: '1.0',
    context: context(parts),
    request: {
      type: `AlexaSkillEvent.${name}`,
      requestId,
      timestamp,
      eventCreationTime: timestamp,
      eventPublishingTime: timestamp,
      ...(name === 'SkillAccountLinked' ? { body: { accessToken: parts.speaker.accessToken } } : {}),
    },
  };
};

/** What was heard as the intent of a request: every slot of the intent is named, filled or not. */
export const toIntent = (
  model: InteractionModel,
  skillId: string,
  heard: HeardIntent,
  known: Readonly<Record<string, Slot>>,
): IntentRequest['intent'] => {
  const definition = model.intents.find(({ name }) => name === heard.name);
  const slots = definition === undefined ? [] : slotsOf(skillId, definition, heard.slots, known);
  return {
    name: heard.name,
    confirmationStatus: 'NONE',
    ...(slots.length === 0 ? {} : { slots: Object.fromEntries(slots.map((slot) => [slot.name, slot])) }),
  };
};

const slotsOf = (
  skillId: string,
  intent: IntentDefinition,
  heard: readonly HeardSlot[],
  known: Readonly<Record<string, Slot>>,
): readonly Slot[] =>
  intent.slots.map(({ name }) => {
    const slot = heard.find(({ definition }) => definition.name === name);
    return slot === undefined ? (known[name] ?? { name, confirmationStatus: 'NONE' }) : toSlot(skillId, slot);
  });

/** Where a slot holds a list, Alexa leaves its own `value` out. */
const toSlot = (skillId: string, { definition, values }: HeardSlot): Slot & { readonly source: 'USER' } => {
  const said = { name: definition.name, confirmationStatus: 'NONE', source: 'USER' } as const;
  const simple = values.map((value) => toSlotValue(skillId, definition.type, value));
  const [first] = simple;
  if (first === undefined) return said;
  if (definition.takesSeveral && simple.length > 1)
    return { ...said, slotValue: { type: 'List', values: simple } };
  const { type: _, ...own } = first;
  return { ...said, ...own, slotValue: first };
};

type SimpleValue = Extract<SlotValue, { type: 'Simple' }>;

const toSlotValue = (skillId: string, type: string, { text, resolution }: HeardValue): SimpleValue => ({
  type: 'Simple',
  value: text,
  ...(resolution === 'open' ? {} : { resolutions: resolve(skillId, type, resolution) }),
});

const resolve = (
  skillId: string,
  type: string,
  resolution: Exclude<HeardValue['resolution'], 'open'>,
): slu.entityresolution.Resolutions => {
  const authority = `amzn1.er-authority.echo-sdk.${skillId}.${type}`;
  if (resolution === 'no_match') {
    return { resolutionsPerAuthority: [{ authority, status: { code: 'ER_SUCCESS_NO_MATCH' }, values: [] }] };
  }
  const value = { name: resolution.value, id: resolution.id ?? '' };
  return {
    resolutionsPerAuthority: [{ authority, status: { code: 'ER_SUCCESS_MATCH' }, values: [{ value }] }],
  };
};

const base = (parts: EnvelopeParts, session: SessionParts) => ({
  version: '1.0',
  session: {
    new: session.isNew,
    sessionId: session.id,
    application: { applicationId: parts.skillId },
    attributes: { ...session.attributes },
    user: userOf(parts.speaker),
  },
  context: context(parts),
});

const context = (parts: EnvelopeParts): Context => ({
  System: {
    application: { applicationId: parts.skillId },
    user: userOf(parts.speaker),
    device: {
      deviceId: parts.speaker.deviceId,
      supportedInterfaces: parts.hasScreen ? { 'Alexa.Presentation.APL': { runtime: aplRuntime } } : {},
    },
    apiEndpoint: (parts.api ?? nowhere).endpoint,
    apiAccessToken: (parts.api ?? nowhere).token,
  },
  ...(parts.hasScreen ? { Viewport: viewport } : {}),
});

/** A large hub's. */
const viewport: interfaces.viewport.ViewportState = {
  mode: 'HUB',
  shape: 'RECTANGLE',
  pixelWidth: 1280,
  pixelHeight: 800,
  dpi: 160,
  currentPixelWidth: 1280,
  currentPixelHeight: 800,
  touch: ['SINGLE'],
};

const userOf = ({ userId, accessToken }: Speaker) => ({
  userId,
  ...(accessToken === null ? {} : { accessToken }),
});

const common = ({ requestId, at, locale }: EnvelopeParts) => ({
  requestId,
  timestamp: timestampOf(at),
  locale,
});

/** ISO 8601 in whole seconds, as Alexa writes it. */
export const timestampOf = (at: number): string => new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');
