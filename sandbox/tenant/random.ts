/** What the tenant draws at random, from one injected source of bytes. */

export type RandomBytes = (size: number) => Uint8Array;

export type Random = {
  readonly bytes: RandomBytes;
  /** base64url of `size` bytes: 32 bytes are 256 bits. */
  readonly token: (size?: number) => string;
  /** 24 hexadecimal digits, as Auth0's user ids have. */
  readonly objectId: () => string;
  /** `length` decimal digits, leading zeros kept, every value as likely as any other. */
  readonly digits: (length: number) => string;
};

const wordValues = 2 ** 32;

/** `randomBytes` must be cryptographically strong: `node:crypto`'s. */
export const createRandom = (randomBytes: RandomBytes): Random => ({
  bytes: randomBytes,
  token: (size = 32) => Buffer.from(randomBytes(size)).toString('base64url'),
  objectId: () => Buffer.from(randomBytes(12)).toString('hex'),
  digits: (length) => Array.from({ length }, () => String(uniformBelow(10, randomBytes))).join(''),
});

/** Draws again where the remainder would favour low values. */
const uniformBelow = (limit: number, randomBytes: RandomBytes): number => {
  const fair = wordValues - (wordValues % limit);
  for (;;) {
    const word = Buffer.from(randomBytes(4)).readUInt32BE();
    if (word < fair) return word % limit;
  }
};
