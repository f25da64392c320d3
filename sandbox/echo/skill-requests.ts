/** Takes any Alexa envelope, one pasted from the developer console say, freshens it, signs it and forwards it. */
import { timestampOf } from './envelope.ts';

export type Fresh = {
  readonly skillId: string;
  readonly requestId: string;
  /** Stands in where the envelope names no user. */
  readonly userId: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** null: the envelope goes out as that of an unlinked account. */
  readonly accessToken: string | null;
};

export type Freshened =
  | { readonly ok: true; readonly envelope: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly problem: string };

type Fields = Readonly<Record<string, unknown>>;

/**
 * The envelope with timestamp, request id, skill id and token of here and now, and without an address for progressive
 * responses; everything else stays as it was pasted.
 * What a signature test would change on purpose can be sent by `?raw` instead.
 */
export const freshen = (pasted: unknown, fresh: Fresh): Freshened => {
  const envelope = fieldsOf(pasted);
  const request = fieldsOf(envelope?.request);
  if (envelope === null || request === null || typeof request.type !== 'string') {
    return { ok: false, problem: 'This is no Alexa envelope: it needs at least {"request": {"type": "…"}}.' };
  }
  const context = fieldsOf(envelope.context) ?? {};
  const session = fieldsOf(envelope.session);
  return {
    ok: true,
    envelope: {
      version: '1.0',
      ...envelope,
      ...(session === null ? {} : { session: freshenOwner(session, fresh) }),
      context: { ...context, System: freshenOwner(withoutApi(fieldsOf(context.System) ?? {}), fresh) },
      request: { ...request, requestId: fresh.requestId, timestamp: timestampOf(fresh.at) },
    },
  };
};

/** The way back belongs to the request that was pasted, and leads out of the sandbox. */
const withoutApi = ({ apiEndpoint: _endpoint, apiAccessToken: _token, ...system }: Fields): Fields => system;

/** `session` and `context.System` name application and user alike. */
const freshenOwner = (owner: Fields, { skillId, userId, accessToken }: Fresh): Fields => {
  const { accessToken: _old, ...user } = fieldsOf(owner.user) ?? {};
  return {
    ...owner,
    application: { ...fieldsOf(owner.application), applicationId: skillId },
    user: { userId, ...user, ...(accessToken === null ? {} : { accessToken }) },
  };
};

const fieldsOf = (value: unknown): Fields | null => (isFields(value) ? value : null);

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
