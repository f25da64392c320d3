import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { codeOf } from '../opened.ts';
import { linesOf } from './lines.ts';
import { Refusal } from './refusal.ts';

/**
 * Makes a file that nobody but its owner can read, and keeps it only where `fill` came to its end. Nothing is
 * overwritten. @throws `Refusal`
 */
export const makePrivateFile = async <Result>(
  path: string,
  fill: (write: (text: string) => Promise<void>) => Promise<Result>,
): Promise<Result> => {
  const file = await open(path, 'wx', 0o600).catch((error: unknown) => {
    throw unusable(path, error);
  });
  try {
    const result = await fill((text) => orUnusable(path, () => file.writeFile(text)));
    await orUnusable(path, () => file.sync());
    await orUnusable(path, () => file.close());
    return result;
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(path, { force: true });
    throw error;
  }
};

/** A disk that is full is told apart from a database that is away. */
const orUnusable = async (path: string, work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    throw unusable(path, error);
  }
};

/** The file's lines, closed at the end of `use`. @throws `Refusal` */
export const withLines = async <Result>(
  path: string,
  use: (lines: AsyncIterator<Buffer | null, void, undefined>) => Promise<Result>,
): Promise<Result> => {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw unusable(path, error);
  });
  const stream = createReadStream(path, { fd: file, autoClose: false });
  try {
    return await use(linesOf(chunksOf(stream, path)));
  } finally {
    stream.destroy();
    await file.close();
  }
};

async function* chunksOf(
  stream: AsyncIterable<Buffer>,
  path: string,
): AsyncGenerator<Buffer, void, undefined> {
  try {
    yield* stream;
  } catch (error) {
    throw unusable(path, error);
  }
}

const unusable = (path: string, error: unknown): Refusal => {
  const code = codeOf(error);
  const advice: { readonly [code: string]: string } = {
    EEXIST: 'It is there already, and is not overwritten: name another file.',
    EISDIR: 'It is a directory: name a file.',
    ENOENT: 'There is no such file or directory: check the path.',
    ENOSPC: 'The disk is full; the file was removed again.',
  };
  return new Refusal(
    'unusable_file',
    `${path} cannot be used (${code}). ${advice[code] ?? 'Check its path and rights.'}`,
  );
};
