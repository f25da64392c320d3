/** What `npm run trust` has done so far: kept beside the certificates, so that a renewed root is noticed. */
import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { readJsonIfThere, writePrivately } from '../private-file.ts';

export type Trust =
  /** The present root was added to this machine's stores. */
  | 'trusted'
  /** A former root was; the present one must be trusted anew. */
  | 'renewed'
  | 'untrusted';

/** A root as trust stores know it: both are hexadecimal, in capitals, without colons. */
export type RootName = { readonly sha1: string; readonly sha256: string };

const recordShape = Type.Object({
  roots: Type.Array(
    Type.Object({
      sha1: Type.String({ pattern: '^[0-9A-F]{40}$' }),
      sha256: Type.String({ pattern: '^[0-9A-F]{64}$' }),
    }),
  ),
});

const recordFile = (directory: string): string => join(directory, 'trusted-roots.json');

export const nameRoot = (pem: string): RootName => {
  const { fingerprint, fingerprint256 } = new X509Certificate(pem);
  return { sha1: fingerprint.replaceAll(':', ''), sha256: fingerprint256.replaceAll(':', '') };
};

/** The roots that were added and not removed since. @param directory the sandbox's own. */
export const readTrustedRoots = async (directory: string): Promise<readonly RootName[]> => {
  const json = await readJsonIfThere(recordFile(directory));
  return Value.Check(recordShape, json) ? json.roots : [];
};

export const keepTrustedRoots = (directory: string, roots: readonly RootName[]): Promise<void> =>
  writePrivately(recordFile(directory), `${JSON.stringify({ roots }, null, 2)}\n`);

export const readTrust = async (directory: string, rootPem: string): Promise<Trust> => {
  const roots = await readTrustedRoots(directory);
  const { sha256 } = nameRoot(rootPem);
  if (roots.some((root) => root.sha256 === sha256)) return 'trusted';
  return roots.length > 0 ? 'renewed' : 'untrusted';
};
