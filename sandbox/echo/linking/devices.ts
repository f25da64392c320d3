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
  /** A person unlinked it and wants to link it anew themselves. */
  readonly staysUnlinked: boolean;
};

export type Devices = {
  /** The person's device; made at its first use and the same ever after. */
  readonly find: (user: string) => Promise<Device>;
  readonly keepTokens: (user: string, tokens: Tokens) => Promise<Device>;
  /** Ends the enablement: no tokens, and another userId from now on. */
  readonly forget: (user: string, staysUnlinked: boolean) => Promise<Device>;
  /** Takes every kept token for one that has run out, so that it is refreshed before its next use. */
  readonly expireTokens: () => Promise<void>;
  /** The person's device, or null where it was never used. */
  readonly peek: (user: string) => Device | null;
  /** Whose device has this userId, or had it before the skill was disabled; null: nobody's here. */
  readonly ownerOf: (userId: string) => string | null;
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
    staysUnlinked: Type.Optional(Type.Boolean()),
  }),
);

export const openDevices = async (
  file: string,
  randomBytes: (count: number) => Uint8Array,
): Promise<Devices> => {
  const json = await readJsonIfThere(file);
  const kept = Value.Check(fileShape, json) ? Object.entries(json) : [];
  const devices = new Map<string, Device>(
    kept.map(([user, device]) => [user, { ...device, staysUnlinked: device.staysUnlinked ?? false }]),
  );
  const owners = new Map([...devices].map(([user, { userId }]) => [userId, user]));
  const inTurn = createQueue();

  const save = async (user: string, device: Device): Promise<Device> => {
    devices.set(user, device);
    owners.set(device.userId, user);
    await writePrivately(file, `${JSON.stringify(Object.fromEntries(devices), null, 2)}\n`);
    return device;
  };
  const id = (kind: string): string =>
    `amzn1.ask.${kind}.${Buffer.from(randomBytes(20)).toString('hex').toUpperCase()}`;
  const find = async (user: string): Promise<Device> =>
    devices.get(user) ??
    save(user, { userId: id('account'), deviceId: id('device'), tokens: null, staysUnlinked: false });

  return {
    find: (user) => inTurn(() => find(user)),
    keepTokens: (user, tokens) =>
      inTurn(async () => save(user, { ...(await find(user)), tokens, staysUnlinked: false })),
    forget: (user, staysUnlinked) =>
      inTurn(async () =>
        save(user, { ...(await find(user)), userId: id('account'), tokens: null, staysUnlinked }),
      ),
    expireTokens: () =>
      inTurn(async () => {
        for (const [user, device] of devices) {
          if (device.tokens !== null)
            await save(user, { ...device, tokens: { ...device.tokens, expiresAt: 0 } });
        }
      }),
    peek: (user) => devices.get(user) ?? null,
    ownerOf: (userId) => owners.get(userId) ?? null,
  };
};
