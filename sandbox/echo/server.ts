/** The sandbox's own server: Echo, phone, locker and fault switches, in plain HTTP on loopback so that no browser warns. */
import fastify, { type FastifyInstance } from 'fastify';
import type { Locker } from '../locker/locker.ts';
import { lockerRoutes } from '../locker/routes.ts';
import { type PageOptions, pageRoutes } from '../page/routes.ts';
import type { Message } from '../phone/messages.ts';
import type { Directives } from './directives.ts';
import type { Echo } from './echo.ts';
import { clearSwitches, readSwitches, type SwitchBoards, turnSwitches } from './faults.ts';
import { guardLoopback } from './guard.ts';
import { escapeHtml } from './html.ts';
import type { Linking } from './linking/linking.ts';
import { directiveRoutes } from './routes/directives.ts';
import { linkRoutes } from './routes/link.ts';
import { sayRoutes } from './routes/say.ts';
import { skillRequestRoutes } from './routes/skill-requests.ts';
import type { SkillEndpoint } from './skill-endpoint.ts';

export type EchoServerOptions = {
  readonly echo: Echo;
  readonly endpoint: SkillEndpoint;
  readonly linking: Linking;
  readonly directives: Directives;
  readonly locker: Locker;
  readonly boards: SwitchBoards;
  /** null: the tenant is a real one and sends to real phones. */
  readonly messages: (() => readonly Message[]) | null;
  /** Whose phone or mailbox an address is, by the person's short name. */
  readonly ownerOf: (to: string) => string | null;
  readonly page: Omit<PageOptions, 'withoutScript'>;
  /** Called after switches were turned, before the answer. */
  readonly onSwitches: () => Promise<void>;
  readonly skillId: string;
  readonly defaults: { readonly user: string; readonly locale: string };
  readonly now: () => number;
  readonly uuid: () => string;
};

const largestBodyBytes = 262_144;

export const createEchoServer = async (options: EchoServerOptions): Promise<FastifyInstance> => {
  const { echo, linking, locker, boards, defaults } = options;
  const app = fastify({ bodyLimit: largestBodyBytes, forceCloseConnections: true });
  guardLoopback(app);
  app.removeContentTypeParser('text/plain');

  await app.register(sayRoutes(echo, defaults));
  await app.register(skillRequestRoutes({ ...options, defaultUser: defaults.user }));
  await app.register(directiveRoutes(options.directives));
  await app.register(linkRoutes(echo, linking, defaults.user));
  await app.register(lockerRoutes(locker));
  app.get('/messages', async () => ({
    live: options.messages === null,
    messages: (options.messages?.() ?? []).map((message) => ({
      ...message,
      user: options.ownerOf(message.to),
    })),
  }));
  app.get('/faults', async () => readSwitches(boards));
  app.post('/faults', async (request, reply) => {
    const wanted = request.body;
    if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted)) {
      return reply
        .code(400)
        .send({ error: 'Send {"tenant": {…}, "locker": {…}, "echo": {…}} or {"reset": true}.' });
    }
    const { reset, ...switches } = { reset: false, ...wanted };
    const turned = turnSwitches(boards, switches);
    if (!turned.ok) return reply.code(400).send({ error: turned.problem });
    if (reset === true) clearSwitches(boards);
    await options.onSwitches();
    return readSwitches(boards);
  });
  await app.register(pageRoutes({ ...options.page, withoutScript: addressList }));
  app.addHook('onClose', async () => echo.close());
  return app;
};

const addresses: readonly (readonly [string, string])[] = [
  [
    'POST /say',
    'Speak to the Echo: {"utterance", "session", "user", "locale", "unlinked", "screen"}. The command is npm run say.',
  ],
  ['GET /messages', 'What arrived on the phones and in the mailboxes. The command is npm run phone.'],
  [
    'POST /skill-requests',
    'Forward an Alexa envelope: time, request id, skill id and token are put in, then it is signed. ?raw only signs.',
  ],
  [
    'POST /v1/directives',
    'Progressive responses of the skill: "one moment", while its answer is still being made.',
  ],
  ['GET /live', 'Everything that happens here, as server-sent events.'],
  ['GET /link/start?user=dana', 'Link an account in this browser.'],
  [
    'POST /link/disable',
    'Disable the skill, as in the Alexa app: {"user"}. With "staysUnlinked" the Echo waits for a sign-in.',
  ],
  ['GET /locker, POST /locker/open', 'The pickup locker.'],
  [
    'GET /faults, POST /faults',
    'Switches for what can go wrong: {"tenant": {…}, "locker": {…}, "echo": {…}} or {"reset": true}.',
  ],
];

const addressList = `<dl>${addresses
  .map(([name, text]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(text)}</dd>`)
  .join('')}</dl>`;
