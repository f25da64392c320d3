/**
 * A pooler that lends PostgreSQL's connections by the transaction, as PgBouncer with `pool_mode = transaction` does
 * (PostgreSQL, "Frontend/Backend Protocol", version 3.0): the one of TEST_POOLER_URL, or this small one. It is
 * stricter than PgBouncer 1.18 in one way: what would leave something in a session that goes on to somebody else is
 * refused at once and not only sometimes. Connections are lent in turn, so two transactions of one client get two.
 */
import { once } from 'node:events';
import { type AddressInfo, createServer, Socket } from 'node:net';
import pg from 'pg';

export type Pooler = {
  /** As `databaseUrl`, but through the pooler. */
  readonly url: string;
  readonly close: () => Promise<void>;
};

/** Few, so that clients have to share. */
const lentConnections = 3;

/** @param databaseUrl of a database on the tests' server */
export const startPooler = async (databaseUrl: string): Promise<Pooler> => {
  const given = process.env.TEST_POOLER_URL;
  const url = new URL(databaseUrl);
  if (given) {
    const pooler = new URL(given);
    pooler.pathname = url.pathname;
    return { url: pooler.href, close: async () => undefined };
  }
  const pool = createLending(databaseUrl, lentConnections);
  const clients = new Set<Socket>();
  const server = createServer((socket) => {
    clients.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => clients.delete(socket));
    serve(socket, pool);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  url.hostname = '127.0.0.1';
  url.port = String(port);
  return {
    url: url.href,
    close: async () => {
      server.close();
      for (const socket of clients) socket.destroy();
      await once(server, 'close');
      pool.close();
    },
  };
};

/** Connections to the server that are logged in and in no transaction. */
type Lending = {
  readonly borrow: () => Promise<Socket>;
  readonly giveBack: (connection: Socket) => void;
  /** It was left in the middle of something. */
  readonly drop: (connection: Socket) => void;
  readonly close: () => void;
};

const createLending = (databaseUrl: string, most: number): Lending => {
  let idle: Socket[] = [];
  const all = new Set<Socket>();
  const waiting: ((connection: Socket) => void)[] = [];
  let made = 0;

  const make = async (): Promise<Socket> => {
    // The driver connects and logs in; from then on the connection is ours.
    const socket = new Socket();
    const login = new pg.Client({ connectionString: databaseUrl, stream: () => socket });
    login.on('error', () => undefined);
    made += 1;
    socket.once('close', () => {
      made -= 1;
      all.delete(socket);
      idle = idle.filter((other) => other !== socket);
      const next = waiting.shift();
      // Where the server is gone the client waits in vain, as long as it likes.
      if (next) make().then(next, () => undefined);
    });
    await login.connect();
    socket.removeAllListeners('data');
    all.add(socket);
    return socket;
  };
  const giveBack = (connection: Socket): void => {
    const next = waiting.shift();
    if (next) next(connection);
    else idle.push(connection);
  };
  return {
    borrow: async () => {
      // All are made before one is lent again.
      if (made < most) return make();
      return idle.shift() ?? new Promise((resolve) => waiting.push(resolve));
    },
    giveBack,
    drop: (connection) => connection.destroy(),
    close: () => {
      waiting.length = 0;
      for (const connection of all) connection.destroy();
    },
  };
};

/** What PgBouncer takes at the start of a session without being told to (its `ignore_startup_parameters`). */
const knownParameters: ReadonlySet<string> = new Set([
  'user',
  'database',
  'application_name',
  'client_encoding',
  'datestyle',
  'timezone',
  'standard_conforming_strings',
]);

/** What lasts longer than a transaction. */
const ofSessions = /^\s*(LISTEN|PREPARE|SET (?!LOCAL\b))|\bpg_(try_)?advisory_lock\b/i;

/** Parse (`P`) has the statement's name before its text, empty for one that is not kept; Query (`Q`) has only a text. */
const whyNot = (type: string, whole: Buffer): string | null => {
  if (type !== 'P' && type !== 'Q') return null;
  if (type === 'P' && whole[5] !== 0) return 'a prepared statement by name';
  const text = whole.toString('utf8', type === 'P' ? 6 : 5);
  return ofSessions.test(text) ? 'this would last longer than a transaction' : null;
};

const serve = (client: Socket, lending: Lending): void => {
  let begun = false;
  let connection: Socket | null = null;
  let borrowing = false;
  let queued: Buffer[] = [];
  /** Messages that the server answers with ReadyForQuery, and has not yet. */
  let unanswered = 0;

  const refuse = (code: string, message: string): void => {
    const fields = `SFATAL\0VFATAL\0C${code}\0M${message}\0\0`;
    client.end(messageOf('E', Buffer.from(fields)));
  };

  const begin = (parameters: readonly string[]): void => {
    const unknown = parameters.find(
      (name, index) => index % 2 === 0 && name !== '' && !knownParameters.has(name.toLowerCase()),
    );
    if (unknown !== undefined) {
      refuse('08P01', `unsupported startup parameter: ${unknown}`);
      return;
    }
    begun = true;
    client.write(
      Buffer.concat([
        messageOf('R', Buffer.alloc(4)),
        messageOf('S', Buffer.from('client_encoding\0UTF8\0')),
        messageOf('S', Buffer.from('standard_conforming_strings\0on\0')),
        messageOf('K', Buffer.alloc(8)),
        messageOf('Z', Buffer.from('I')),
      ]),
    );
  };

  /** Everything the borrowed connection says goes to the client; at the end of its transaction it goes back. */
  const lend = (lent: Socket): void => {
    borrowing = false;
    if (client.destroyed) {
      lending.giveBack(lent);
      return;
    }
    connection = lent;
    const cut = cutMessages();
    const hangUp = () => client.destroy();
    lent.once('close', hangUp);
    lent.on('data', (chunk: Buffer) => {
      client.write(chunk);
      for (const { type, body } of cut(chunk)) {
        if (type !== 'Z') continue;
        unanswered -= 1;
        if (body.toString() === 'I' && unanswered === 0) {
          lent.removeAllListeners('data');
          lent.off('close', hangUp);
          connection = null;
          lending.giveBack(lent);
        }
      }
    });
    for (const message of queued) lent.write(message);
    queued = [];
  };

  const forward = (type: string, whole: Buffer): void => {
    const hindrance = whyNot(type, whole);
    if (hindrance !== null) {
      refuse('0A000', hindrance);
      return;
    }
    if (type === 'Q' || type === 'S') unanswered += 1;
    if (connection) {
      connection.write(whole);
      return;
    }
    queued.push(whole);
    if (borrowing) return;
    borrowing = true;
    lending.borrow().then(lend, () => refuse('08006', 'the server cannot be reached'));
  };

  let start = Buffer.alloc(0);
  const cut = cutMessages();
  client.on('data', (chunk: Buffer) => {
    if (begun) {
      for (const { type, whole } of cut(chunk)) if (type !== 'X') forward(type, whole);
      return;
    }
    start = Buffer.concat([start, chunk]);
    if (start.length < 8 || start.length < start.readInt32BE(0)) return;
    begin(start.toString('utf8', 8, start.readInt32BE(0)).split('\0'));
  });
  client.on('close', () => {
    const held = connection;
    connection = null;
    if (held === null) return;
    held.removeAllListeners('data');
    lending.drop(held);
  });
};

type Message = { readonly type: string; readonly body: Buffer; readonly whole: Buffer };

/** Cuts a stream into messages: a letter, a length that counts itself, a body. */
const cutMessages = (): ((chunk: Buffer) => readonly Message[]) => {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const messages: Message[] = [];
    while (rest.length >= 5 && rest.length > rest.readInt32BE(1)) {
      const end = rest.readInt32BE(1) + 1;
      const whole = rest.subarray(0, end);
      messages.push({ type: String.fromCharCode(whole[0] ?? 0), body: whole.subarray(5), whole });
      rest = rest.subarray(end);
    }
    return messages;
  };
};

const messageOf = (type: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
};
