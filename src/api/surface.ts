/** The `/api` surface: the operations over HTTP, for whoever brings an access token. Knows nothing of Alexa. */
import { Type, type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../observability/log.ts';
import type { Actor } from '../transactions/actor.ts';
import type { Business } from '../transactions/command.ts';
import type { Result } from '../transactions/failures.ts';
import type { AccountState } from '../transactions/model.ts';
import { authenticateBearer, type BearerPorts } from './authenticate.ts';
import {
  commandList,
  confirmation,
  newTransaction,
  pageQuery,
  problemSchema,
  requestHeaders,
  sessionHeader,
  transactionAnswer,
  transactionIdPattern,
  transactionList,
  transactionParams,
  transactionSchema,
} from './contract.ts';
import { handleErrors, refuseOtherMethods } from './http-errors.ts';
import { readIdempotencyKey } from './idempotency-key.ts';
import { describeRoutes } from './openapi.ts';
import type { Operations } from './operations.ts';
import { presentTransaction } from './present-transaction.ts';
import { problemTable } from './problems.ts';
import { readLocale } from './read-locale.ts';
import { readValues } from './read-values.ts';
import { problemMediaType, sendFailure, sendProblem } from './send-problem.ts';
import { type Scope, scopes } from './token.ts';

export type ApiOptions = BearerPorts & {
  readonly operations: Operations;
  readonly business: Pick<Business, 'name' | 'commands'>;
  readonly log: Log;
  /** `https://tenant.example.com`: where the OpenAPI document sends callers for tokens. */
  readonly issuerOrigin: string;
  /** The application's own version, for the OpenAPI document. */
  readonly version: string;
};

const mostBodyBytes = 16 * 1024;

/** Below the ten seconds after which a sending or a check nobody settled reads as failed. */
const operationMilliseconds = 8000;

const defaultLocale = 'en-US';
const defaultPageLength = 20;

export const apiSurface =
  (options: ApiOptions): FastifyPluginAsync =>
  async (instance) => {
    const app = instance.withTypeProvider<TypeBoxTypeProvider>();
    app.setValidatorCompiler(TypeBoxValidatorCompiler);
    acceptJsonOnly(app);
    handleErrors(app, options.log);
    const otherMethods = refuseOtherMethods(app);
    await describeRoutes(app, options);
    app.addSchema(transactionSchema);
    app.addSchema(problemSchema);
    app.decorateRequest('actor', null);
    const { operations, now } = options;

    app.get(
      '/commands',
      access(options, scopes.request, 'What can be asked for', { 200: commandList }, {}),
      async (_request, reply) => personal(reply).send(describeBusiness(options.business)),
    );

    app.post(
      '/transactions',
      access(
        options,
        scopes.request,
        'Request a command; its code is sent to the account’s own contact',
        { 201: transactionAnswer },
        { body: newTransaction, headers: requestHeaders },
      ),
      async (request, reply) => {
        const { command, values = {} } = request.body;
        const locale = readLocale(request.body.locale ?? defaultLocale);
        if (locale === null) return sendProblem(reply, 'invalid_request', { fields: ['body.locale'] });
        const reading = readValues(options.business, command, values);
        if (reading.type === 'unknown_command') return sendProblem(reply, 'unknown_command');
        if (reading.type === 'unknown_value')
          return sendProblem(reply, 'invalid_request', { fields: ['body.values'] });
        const requested = await operations.request(
          actorOf(request),
          { command, values: reading.values, locale },
          deadline(),
          readIdempotencyKey(request.headers['idempotency-key']),
        );
        if (!requested.ok) return sendFailure(reply, requested.failure, now());
        switch (requested.value.type) {
          case 'unknown_command':
            return sendProblem(reply, 'unknown_command');
          case 'unclear': {
            const { value, question, reprompt } = requested.value;
            return sendProblem(reply, 'unclear', { value, question, reprompt });
          }
          case 'requested': {
            const transaction = presentLatest(requested.value.state);
            return personal(reply)
              .code(201)
              .header('location', `${app.prefix}/transactions/${transaction.id}`)
              .send({ transaction });
          }
          default:
            return requested.value satisfies never;
        }
      },
    );

    app.get(
      '/transactions',
      access(
        options,
        scopes.read,
        'One’s transactions, newest first',
        { 200: transactionList },
        { querystring: pageQuery, headers: sessionHeader },
      ),
      async (request, reply) => {
        const { limit = defaultPageLength, before } = request.query;
        // One more than asked for tells whether there is a page after this one.
        const records = await operations.list(actorOf(request), {
          limit: limit + 1,
          beforeId: before ?? null,
        });
        const page = records.slice(0, limit);
        const last = page.at(-1);
        return personal(reply).send({
          transactions: page.map(presentTransaction),
          next: records.length > limit && last ? last.transaction.id : null,
        });
      },
    );

    app.get(
      '/transactions/:id',
      access(
        options,
        scopes.read,
        'One transaction as it stands now',
        { 200: transactionAnswer },
        { params: transactionParams, headers: sessionHeader },
      ),
      async (request, reply) => {
        const id = transactionIdOf(request.params);
        if (id === null) return sendProblem(reply, 'not_found');
        const found = await operations.find(actorOf(request), id);
        if (!found.ok) return sendFailure(reply, found.failure, now());
        return personal(reply).send({ transaction: presentTransaction(found.value) });
      },
    );

    /** Takes a step on the transaction named in the address and answers with it as it then is. */
    const step = async (
      request: FastifyRequest<{ Params: { id: string } }>,
      reply: FastifyReply,
      take: (actor: Actor, id: string) => Promise<Result<AccountState>>,
    ) => {
      const id = transactionIdOf(request.params);
      if (id === null) return sendProblem(reply, 'not_found');
      const actor = actorOf(request);
      const taken = await take(actor, id);
      if (!taken.ok) return sendFailure(reply, taken.failure, now());
      if (taken.value.transaction?.id === id)
        return personal(reply).send({ transaction: presentLatest(taken.value) });
      // Another request came in between and is the latest now.
      const found = await operations.find(actor, id);
      if (!found.ok) return sendFailure(reply, found.failure, now());
      return personal(reply).send({ transaction: presentTransaction(found.value) });
    };

    const stepSchema = { params: transactionParams, headers: sessionHeader };
    const stepAnswer = { 200: transactionAnswer };

    app.post(
      '/transactions/:id/confirm',
      access(options, scopes.confirm, 'Confirm with the code its owner received', stepAnswer, {
        ...stepSchema,
        body: confirmation,
      }),
      async (request, reply) =>
        step(request, reply, (actor, id) => operations.confirm(actor, id, request.body.code, deadline())),
    );

    app.post(
      '/transactions/:id/resend',
      access(
        options,
        scopes.request,
        'Send a new code; the one before stops working',
        stepAnswer,
        stepSchema,
      ),
      async (request, reply) => step(request, reply, (actor, id) => operations.resend(actor, id, deadline())),
    );

    app.post(
      '/transactions/:id/cancel',
      access(options, scopes.request, 'End it without effect', stepAnswer, stepSchema),
      async (request, reply) => step(request, reply, (actor, id) => operations.cancel(actor, id, 'asked')),
    );

    app.get('/problems/:code', { schema: problemPage }, async (request, reply) => {
      const { code } = request.params;
      const entry = Object.entries(problemTable).find(([known]) => known === code)?.[1];
      if (entry === undefined) return sendProblem(reply, 'no_such_resource');
      return cacheable(reply)
        .type('text/plain; charset=utf-8')
        .send(`${code} (HTTP ${entry.status})\n\n${entry.title}. ${entry.detail}\n`);
    });

    app.get('/openapi.json', { schema: { hide: true } }, async (_request, reply) =>
      cacheable(reply).type('application/json').send(JSON.stringify(app.swagger())),
    );

    otherMethods.register();
  };

const problemPage = {
  summary: 'What a problem’s code means, in words',
  params: Type.Object({ code: Type.String({ examples: ['code_wrong'] }) }),
  response: {
    200: { description: 'Plain text', content: { 'text/plain': { schema: Type.String() } } },
  },
};

/** What every route that needs a token has in common: who may call it, and what it answers. */
const access = <Answers extends object, Parts extends object>(
  ports: BearerPorts,
  scope: Scope,
  summary: string,
  answers: Answers,
  parts: Parts,
) => {
  const problem = { description: 'A problem', content: { [problemMediaType]: { schema: problemRef } } };
  return {
    bodyLimit: mostBodyBytes,
    onRequest: authenticate(ports, scope),
    schema: {
      ...parts,
      summary,
      security: [{ oauth: [scope] }],
      response: { ...answers, '4xx': problem, '5xx': problem },
    },
  };
};

const problemRef = { $ref: 'Problem#' };

const authenticate =
  (ports: BearerPorts, scope: Scope) => async (request: FastifyRequest, reply: FastifyReply) => {
    const session = request.headers['sayso-session'];
    const authentication = await authenticateBearer(
      ports,
      {
        authorization: request.headers.authorization,
        tokenInUrl: hasAccessToken(request.query),
        session: Array.isArray(session) ? session.join() : session,
      },
      scope,
    );
    switch (authentication.type) {
      case 'authenticated':
        request.setDecorator('actor', authentication.actor);
        return;
      case 'refused':
        if (authentication.challenge !== null) reply.header('www-authenticate', authentication.challenge);
        return sendProblem(
          reply,
          authentication.problem,
          authentication.scope === undefined ? {} : { scope: authentication.scope },
        );
      default:
        return authentication satisfies never;
    }
  };

const hasAccessToken = (query: unknown): boolean =>
  typeof query === 'object' && query !== null && 'access_token' in query;

const actorOf = (request: FastifyRequest): Actor => {
  const actor = request.getDecorator<Actor | null>('actor');
  if (actor === null) throw new Error('this route lets callers in without a token');
  return actor;
};

/** An id of another form is nobody's transaction; the database is not asked. */
const transactionIdOf = ({ id }: { readonly id: string }): string | null =>
  transactionIdPattern.test(id) ? id : null;

const deadline = (): AbortSignal => AbortSignal.timeout(operationMilliseconds);

const presentLatest = ({ transaction, challenges }: AccountState) => {
  if (transaction === null) throw new Error('a step that succeeds leaves its transaction');
  return presentTransaction({ transaction, challenges });
};

const describeBusiness = ({ name, commands }: ApiOptions['business']) => ({
  payee: name,
  commands: commands.map((command) => ({
    name: command.name,
    values: Object.entries(command.values).map(([value, { several }]) => ({ name: value, several })),
  })),
});

const personal = (reply: FastifyReply): FastifyReply => reply.header('cache-control', 'no-store');
const cacheable = (reply: FastifyReply): FastifyReply =>
  reply.header('cache-control', 'public, max-age=3600');

/** JSON bodies alone; a poisoned prototype is refused, and an empty body is no body. */
const acceptJsonOnly = (app: FastifyInstance): void => {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else parse(request, String(body), done);
  });
};
