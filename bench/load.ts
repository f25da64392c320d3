/** Sends requests over kept-alive connections, each of which waits for its answer before it sends again. */
import { Client } from 'undici';
import type { SignedRequest } from './requests.ts';

export type Answered = { readonly text: string; readonly milliseconds: number };

export type Load = {
  /** All of them, shared among the connections; answers in the order of the requests. Throws at any but 200. */
  readonly send: (path: string, requests: readonly SignedRequest[]) => Promise<readonly Answered[]>;
  /** The same request again and again for so long; answers a second. */
  readonly repeat: (path: string, request: SignedRequest, milliseconds: number) => Promise<number>;
  readonly close: () => Promise<void>;
};

export const createLoad = (port: number, connections: number): Load => {
  const clients = Array.from(
    { length: connections },
    () => new Client(`http://127.0.0.1:${port}`, { pipelining: 1 }),
  );
  const onEach = async (work: (client: Client) => Promise<void>): Promise<void> => {
    await Promise.all(clients.map(work));
  };
  return {
    send: async (path, requests) => {
      const answers: Answered[] = [];
      const queue = requests.entries();
      await onEach(async (client) => {
        for (const [index, request] of queue) answers[index] = await sendOne(client, path, request);
      });
      return answers;
    },
    repeat: async (path, request, milliseconds) => {
      let answered = 0;
      const began = performance.now();
      await onEach(async (client) => {
        while (performance.now() - began < milliseconds) {
          await sendOne(client, path, request);
          answered += 1;
        }
      });
      return (answered * 1000) / (performance.now() - began);
    },
    close: () => onEach((client) => client.close()),
  };
};

/** By undici's lowest interface: the load must not be what is measured. */
const sendOne = (client: Client, path: string, { headers, body }: SignedRequest): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const began = performance.now();
    let status = 0;
    const chunks: Buffer[] = [];
    client.dispatch(
      { path, method: 'POST', headers: [...headers], body },
      {
        onConnect: () => undefined,
        onHeaders: (code) => {
          status = code;
          return true;
        },
        onData: (chunk) => {
          chunks.push(chunk);
          return true;
        },
        onComplete: () => {
          const text = Buffer.concat(chunks).toString();
          if (status === 200) resolve({ text, milliseconds: performance.now() - began });
          else reject(new Error(`${path} answered ${status}: ${text}`));
        },
        onError: reject,
      },
    );
  });
