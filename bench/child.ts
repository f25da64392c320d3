/** A process of a run and how it is told what to do: named calls over Node's own channel between processes. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';

/** What a process can be told to do. Both sides share the type, so neither checks what the other sent. */
export type Calls = { readonly [name: string]: (argument: never) => Promise<unknown> };

export type Child<Offered extends Calls> = {
  readonly call: <Name extends keyof Offered & string>(
    name: Name,
    argument: Parameters<Offered[Name]>[0],
  ) => Promise<Awaited<ReturnType<Offered[Name]>>>;
  readonly stop: () => Promise<void>;
};

type Question = { readonly id: number; readonly name: string; readonly argument: unknown };
type Reply = { readonly id: number; readonly value?: unknown; readonly error?: string };

export type ChildOptions = {
  /** V8's. */
  readonly flags: readonly string[];
  /** Where its output goes. */
  readonly logFile: string;
};

export const startChild = <Offered extends Calls>(file: string, options: ChildOptions): Child<Offered> => {
  const output = openSync(options.logFile, 'a');
  const child = fork(file, {
    execArgv: [...options.flags],
    serialization: 'advanced',
    stdio: ['ignore', output, output, 'ipc'],
  });
  closeSync(output);
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  const endedEarly = (): Error => {
    const lastWords = readFileSync(options.logFile, 'utf8').slice(-2000);
    return new Error(`${file} ended by itself. The last that was heard of the processes:\n${lastWords}`);
  };
  let asked = 0;
  let over = false;
  const ended = once(child, 'exit').then(() => {
    over = true;
    for (const { reject } of waiting.values()) reject(endedEarly());
  });
  child.on('message', ({ id, value, error }: Reply) => {
    const asker = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) asker?.resolve(value as never);
    else asker?.reject(new Error(error));
  });
  return {
    call: (name, argument) =>
      new Promise((resolve, reject) => {
        if (over) return reject(endedEarly());
        asked += 1;
        waiting.set(asked, { resolve, reject });
        child.send({ id: asked, name, argument } satisfies Question);
      }),
    stop: async () => {
      // It ends by itself then, and leaves its profile where one was asked for.
      if (child.connected) child.disconnect();
      await ended;
    },
  };
};

/** The other side. */
export const answerParent = <Offered extends Calls>(calls: Offered): void => {
  const answer = async ({ name, argument }: Question): Promise<unknown> => calls[name]?.(argument as never);
  const reply = (message: Reply): void => {
    process.send?.(message);
  };
  process.on('message', (question: Question) => {
    answer(question).then(
      (value) => reply({ id: question.id, value }),
      (error: unknown) =>
        reply({ id: question.id, error: error instanceof Error ? (error.stack ?? '') : '' }),
    );
  });
  // Whoever started it is gone.
  process.on('disconnect', () => process.exit(0));
};

/** CPU time of this process so far, user and system, in microseconds. */
export const cpuMicroseconds = (): number => {
  const { user, system } = process.cpuUsage();
  return user + system;
};
