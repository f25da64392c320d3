/**
 * One process per data directory: a lock that the system itself drops when its holder dies, kill -9 included.
 *
 * Everyone who wants the directory raises a flag of its own, a Unix domain socket that listens in the directory, and
 * only then looks at the others' flags. A flag that takes a connection is a living process's; one that refuses it is
 * that of a dead process, or of one that has not begun to listen and so has still to look. Whoever sees a living flag
 * lowers its own.
 *
 * Why two never hold it: each listens before it looks. Were both to look and see nobody, each would have looked
 * before the other listened: A listens, A looks, B listens, B looks, A listens; a circle. (The argument is Lamport's
 * flags; nothing needs to be deleted to take over from the dead, so no stale file can be mistaken for a fresh one.)
 * Two that look at the same moment may both give way; each then tries again after a pause of its own.
 * Only a holder removes the flags of the dead. It may catch one whose process has not begun to listen: that process
 * still sees the holder alive, or, where the holder died meanwhile, that its own flag is gone, and tries again.
 *
 * Windows has no such files: there the lock is a named pipe, which the system gives to one process at a time and
 * takes back when it dies.
 */
import { createHash, randomBytes, randomInt } from 'node:crypto';
import { lstat, mkdtemp, readdir, realpath, rm, symlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export type DirectoryLock = { readonly release: () => Promise<void> };

export type Locking =
  | { readonly type: 'locked'; readonly lock: DirectoryLock }
  /** A living process has it; its id, where it can be told. */
  | { readonly type: 'held'; readonly processId: number | null };

/** `lock-<process id>-<random>`; the process id is for people alone. */
const flagPattern = /^lock-(\d+)-[0-9a-f]{8}$/;

export const isFlag = (fileName: string): boolean => flagPattern.test(fileName);

/** Takers at the same moment may all give way; after this many rounds one of them has had the time to win. */
const mostRounds = 20;

/** Takes the lock of an existing directory, or says who has it. Throws where the directory cannot hold a socket. */
export const lockDirectory = (directory: string): Promise<Locking> =>
  process.platform === 'win32' ? lockByPipe(directory) : lockByFlag(resolve(directory));

const lockByFlag = async (directory: string): Promise<Locking> => {
  let holder: Flag | null = null;
  for (let round = 0; round < mostRounds; round += 1) {
    const flag = await raiseFlag(directory);
    try {
      const others = await lookAround(directory, flag.name);
      holder = others.living;
      if (holder === null && (await flag.isUp())) {
        for (const dead of others.dead) await rm(join(directory, dead), { force: true });
        return { type: 'locked', lock: { release: flag.lower } };
      }
    } catch (error) {
      await flag.lower();
      throw error;
    }
    await flag.lower();
    if (holder !== null && (await holds(directory, holder))) {
      return { type: 'held', processId: holder.processId };
    }
  }
  return { type: 'held', processId: holder?.processId ?? null };
};

type Flag = { readonly name: string; readonly processId: number };

/** A taker lowers its flag within moments and raises another; one that stays up for half a second is a holder's. */
const holds = async (directory: string, flag: Flag): Promise<boolean> => {
  for (let look = 0; look < 5; look += 1) {
    await pause(50 + randomInt(100));
    if (!(await withShortPath(directory, (short) => isLiving(join(short, flag.name))))) return false;
  }
  return true;
};

const raiseFlag = async (directory: string) => {
  const name = `lock-${process.pid}-${randomBytes(4).toString('hex')}`;
  const server = await withShortPath(directory, (short) => listen(join(short, name)));
  const path = join(directory, name);
  const { ino } = await lstat(path);
  return {
    name,
    isUp: async () => {
      const found = await lstat(path).catch(() => null);
      return found !== null && found.ino === ino;
    },
    lower: async () => {
      await new Promise<void>((closed) => server.close(() => closed()));
      await rm(path, { force: true });
    },
  };
};

const lookAround = (directory: string, own: string) =>
  withShortPath(directory, async (short) => {
    const dead: string[] = [];
    let living: Flag | null = null;
    for (const name of await readdir(directory)) {
      const processId = flagPattern.exec(name)?.[1];
      if (processId === undefined || name === own) continue;
      if (await isLiving(join(short, name))) living = { name, processId: Number(processId) };
      else dead.push(name);
    }
    return { living, dead };
  });

/** Refused: nobody listens. Gone: just lowered. Anything else, a full queue say, is a sign of life. */
const isLiving = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path);
    const end = (living: boolean) => {
      socket.destroy();
      resolve(living);
    };
    socket.once('connect', () => end(true));
    socket.once('error', (error: NodeJS.ErrnoException) =>
      end(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT'),
    );
  });

const listen = (path: string): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.on('error', () => undefined).destroy());
    server.once('error', reject);
    server.listen(path, () => {
      server.unref();
      resolve(server);
    });
  });

/** The system limits the path of a socket to about 100 bytes; a longer one is reached through a short symbolic link. */
const longestSocketPath = 100;
const flagLength = 'lock-1234567890-01234567'.length + 1;

const withShortPath = async <Result>(
  directory: string,
  use: (short: string) => Promise<Result>,
): Promise<Result> => {
  if (Buffer.byteLength(directory) + flagLength <= longestSocketPath) return use(directory);
  const folder = await mkdtemp(join(tmpdir(), 'sayso-'));
  try {
    const short = join(folder, 'd');
    await symlink(directory, short);
    return await use(short);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const lockByPipe = async (directory: string): Promise<Locking> => {
  const id = createHash('sha256')
    .update((await realpath(directory)).toLowerCase())
    .digest('hex');
  try {
    const server = await listen(`\\\\.\\pipe\\sayso-${id}`);
    const release = () => new Promise<void>((closed) => server.close(() => closed()));
    return { type: 'locked', lock: { release } };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      return { type: 'held', processId: null };
    }
    throw error;
  }
};
