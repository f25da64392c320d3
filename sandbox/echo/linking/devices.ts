/** What the Echo keeps on disk of each person: Alexa's ids for them and the tokens of their linked account. Mode 0600. */
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { createQueue, readJsonIfThere, writePrivately } from '../../private-file.ts';
import type { Tokens } from './authorization.ts';

export type Device = {
  /** Changes with each enablement of the skill, as Alexa's does. */
  readonly userId: string;
  readonly deviceId: string;
  readonly tokens: Tokens | null;
};

export type Devices = {
  /** The person's device; made at its first use and the same ever after. */
  readonly find: (user: string) => Promise<Device>;
  readonly keepTokens: (user: string, tokens: Tokens) => Promise<Device>;
  /** Ends the enablement: no tokens, and another userId from now on. */
  readonly forget: (user: string) => Promise<Device>;
};

const fileShape = Type.Record(
  Type.String(),
  Type.Object({
    userId: Type.String(),
    deviceId: Type.String(),
    tokens: Type.Union([
      Type.Null(),
      Type.Object({
        accessToken: Type.String(),
        refreshToken: Type.Union([Type.String(), Type.Null()]),
        expiresAt: Type.Number(),
      }),
    ]),
  }),
);

export const openDevices = async (
  file: string,
  randomBytes: (count: number) => Uint8Array,
): Promise<Devices> => {
  const json = await readJsonIfThere(file);
  const devices = new Map<string, Device>(Value.Check(fileShape, json) ? Object.entries(json) : []);
  const inTurn = createQueue();

  const save = async (user: string, device: Device): Promise<Device> => {
    devices.set(user, device);
    await writePrivately(file, `${JSON.stringify(Object.fromEntries(devices), null, 2)}\n`);
    return device;
  };
  const id = (kind: string): string =>
    `amzn1.ask.${kind}.${Buffer.from(randomBytes(20)).toString('hex').toUpperCase()}`;
  const find = async (user: string): Promise<Device> =>
    devices.get(user) ?? save(user, { userId: id('account'), deviceId: id('device'), tokens: null });

  return {
    find: (user) => inTurn(() => find(user)),
    keepTokens: (user, tokens) => inTurn(async () => save(user, { ...(await find(user)), tokens })),
    forget: (user) =>
      inTurn(async () => save(user, { ...(await find(user)), userId: id('account'), tokens: null })),
  };
};
