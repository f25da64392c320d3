/** What goes over the wire: one schema is the type, the check and the OpenAPI document. */
import { type Static, Type } from '@fastify/type-provider-typebox';

const nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);

const uuidPattern = '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$';
export const transactionIdPattern = new RegExp(uuidPattern);

const instant = Type.String({ description: 'ISO 8601, UTC', examples: ['2026-11-22T18:00:00.000Z'] });

export const transactionSchema = Type.Object(
  {
    id: Type.String(),
    command: Type.String({ examples: ['OrderPizza'] }),
    summary: Type.String({ examples: ['a large pizza with pepperoni and mushrooms'] }),
    destination: nullable(Type.String()),
    amount: nullable(
      Type.Object({
        minorUnits: Type.Integer({ description: 'In the smallest unit: 1650 is $16.50' }),
        currency: Type.String({ description: 'ISO 4217' }),
      }),
    ),
    payee: Type.String({ examples: ['Pizza on Demand'] }),
    state: Type.Enum([
      'requested',
      'confirmed',
      'done',
      'failed',
      'expired',
      'refused',
      'superseded',
      'cancelled',
    ]),
    reason: nullable(
      Type.Enum(['asked', 'not_me', 'contact_changed', 'link_ended', 'erased'], {
        description: 'Why it was cancelled',
      }),
    ),
    requestedAt: instant,
    expiresAt: instant,
    settledAt: nullable(instant),
    triesLeft: Type.Integer({ description: 'Codes that can still be tried; 0 once it waits no more' }),
    sends: Type.Integer({ description: 'Codes sent for it so far' }),
    challenge: nullable(
      Type.Object(
        {
          channel: Type.Enum(['sms', 'email']),
          hint: Type.String({ description: 'Where the code went, masked', examples: ['42'] }),
          state: Type.Enum(['sending', 'live', 'used', 'send_failed', 'expired', 'replaced']),
          sentAt: instant,
          expiresAt: instant,
          resendAt: nullable(
            Type.String({
              description: 'From then on another code can be asked for; null where none can',
            }),
          ),
        },
        { description: 'The last code sent for it' },
      ),
    ),
  },
  { $id: 'Transaction', description: 'One command asked for by one account; what it says never changes' },
);

/** A transaction as the outside sees it. */
export type TransactionView = Static<typeof transactionSchema>;

export const problemSchema = Type.Object(
  {
    type: Type.String({ description: 'Address that explains the code' }),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String({ description: 'Stable; the last part of `type`' }),
    detail: Type.String({ description: 'What happened and what to do' }),
  },
  { $id: 'Problem', additionalProperties: true, description: 'RFC 9457; further members depend on the code' },
);

const transactionRef = Type.Unsafe<TransactionView>({ $ref: 'Transaction#' });

export const transactionAnswer = Type.Object({ transaction: transactionRef });

export const transactionList = Type.Object({
  transactions: Type.Array(transactionRef),
  next: nullable(
    Type.String({ description: 'Pass as `before` for the page after this one; null at the end' }),
  ),
});

const valueSchema = Type.String({ minLength: 1, maxLength: 64 });

export const newTransaction = Type.Object(
  {
    command: Type.String({ minLength: 1, maxLength: 64 }),
    values: Type.Optional(
      Type.Record(Type.String(), Type.Union([valueSchema, Type.Array(valueSchema, { maxItems: 16 })]), {
        maxProperties: 16,
        description: 'Ids of the business’s own vocabulary, by name (GET /commands)',
      }),
    ),
    locale: Type.Optional(
      Type.String({
        pattern: '^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8}){0,4}$',
        description: 'BCP 47; en-US where absent',
      }),
    ),
  },
  {
    additionalProperties: false,
    examples: [
      {
        command: 'OrderPizza',
        values: { size: 'large', toppings: ['pepperoni', 'mushrooms'] },
        locale: 'en-US',
      },
    ],
  },
);

export const confirmation = Type.Object(
  { code: Type.String({ minLength: 1, maxLength: 64, description: 'The six digits, as a string' }) },
  { additionalProperties: false, examples: [{ code: '482109' }] },
);

export const sessionHeader = Type.Object({
  'sayso-session': Type.Optional(
    Type.String({ description: 'The caller’s own name for one conversation; visible ASCII, at most 128' }),
  ),
});

export const requestHeaders = Type.Object({
  ...sessionHeader.properties,
  'idempotency-key': Type.Optional(
    Type.String({
      pattern: '^[\\x21-\\x7e]{1,255}$',
      description:
        'Makes a repeated request safe for 24 hours: the same key and body answer with the same transaction (draft-ietf-httpapi-idempotency-key-header)',
    }),
  ),
});

export const pageQuery = Type.Object(
  {
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, description: 'At most; 20 where absent' })),
    before: Type.Optional(Type.String({ pattern: uuidPattern, description: 'A transaction’s id' })),
  },
  { additionalProperties: false },
);

export const transactionParams = Type.Object({ id: Type.String({ description: 'The transaction’s id' }) });

export const commandList = Type.Object({
  payee: Type.String(),
  commands: Type.Array(
    Type.Object({
      name: Type.String(),
      values: Type.Array(
        Type.Object({
          name: Type.String(),
          several: Type.Boolean({ description: 'Whether a list of values may be given' }),
        }),
      ),
    }),
  ),
});
