/** Chromium as it comes with `npm ci`: found, and started so that it believes one local certificate and no other. */
import { createHash, X509Certificate } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';

export type Chromium = {
  readonly executablePath: string;
  /** Where its own libraries and fonts lie. */
  readonly environment: Readonly<Record<string, string>>;
};

/** The one that the environment names as CHROME; else the packed one, unpacked once and kept beside the packages. */
export const findChromium = async (): Promise<Chromium> => {
  const named = process.env.CHROME ?? '';
  if (named !== '') return { executablePath: named, environment: {} };
  const folder = await provideUnpacked();
  return {
    executablePath: join(folder, 'chromium'),
    environment: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_PATH: join(folder, 'fonts') },
  };
};

const root = new URL('../../', import.meta.url);
const cacheFolder = fileURLToPath(new URL('node_modules/.cache/sayso', root));

const provideUnpacked = async (): Promise<string> => {
  const manifest = await readFile(new URL('node_modules/@sparticuz/chromium/package.json', root));
  const folder = join(
    cacheFolder,
    `chromium-${createHash('sha256').update(manifest).digest('hex').slice(0, 16)}`,
  );
  if (await isThere(folder)) return folder;
  await mkdir(cacheFolder, { recursive: true });
  const making = await mkdtemp(join(cacheFolder, 'making-'));
  await unpackInto(making);
  await writeFile(join(making, 'fonts', 'fonts.conf'), fontSettings);
  // Whoever is first names it; the others' is as good.
  await rename(making, folder).catch(() => rm(making, { recursive: true, force: true }));
  return folder;
};

/** The fonts beside this file, and no others: pages look the same on every machine. */
const fontSettings = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">.</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** The package unpacks to where temporary files go and trusts what lies there already: so it is given a place of our own. */
const unpackInto = async (folder: string): Promise<void> => {
  const before = { ...process.env };
  process.env.TMPDIR = folder;
  // Read when the package is loaded: without it the libraries that a bare machine lacks stay packed.
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs20.x';
  try {
    const { default: packed } = await import('@sparticuz/chromium');
    await packed.executablePath();
  } finally {
    // Its libraries are for the browser alone: a database server that found them would not start.
    for (const name of ['TMPDIR', 'AWS_EXECUTION_ENV', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH', 'HOME']) {
      const value = before[name];
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
};

/** @param certificate PEM of the server's certificate; every other one that is not publicly trusted is refused */
export const launchBrowser = (
  { executablePath, environment }: Chromium,
  certificate: string,
): Promise<Browser> =>
  chromium.launch({
    executablePath,
    env: { ...definedOnly(process.env), ...environment },
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--font-render-hinting=none',
      `--ignore-certificate-errors-spki-list=${keyHash(certificate)}`,
    ],
  });

/** Base64 of the SHA-256 of the SubjectPublicKeyInfo, as RFC 7469 pins keys. */
const keyHash = (pem: string): string =>
  createHash('sha256')
    .update(new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64');

const definedOnly = (variables: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
