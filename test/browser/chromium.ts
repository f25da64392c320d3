/** Chromium as it comes with `npm ci`: found, and started so that it believes one local certificate and no other. */
import { createHash, X509Certificate } from 'node:crypto';
import { type Browser, chromium } from 'playwright-core';

export type Chromium = {
  readonly executablePath: string;
  /** Where its own libraries and fonts lie. */
  readonly environment: Readonly<Record<string, string>>;
};

/** The one that the environment names as CHROME; else the packed one, which unpacks itself where temporary files go. */
export const findChromium = async (): Promise<Chromium> => {
  const named = process.env.CHROME ?? '';
  if (named !== '') return { executablePath: named, environment: {} };
  const before = { ...process.env };
  // Read when the package is loaded: without it the libraries that a bare machine lacks stay packed.
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs20.x';
  try {
    const { default: packed } = await import('@sparticuz/chromium');
    const executablePath = await packed.executablePath();
    const { LD_LIBRARY_PATH = '', FONTCONFIG_PATH = '' } = process.env;
    return { executablePath, environment: { LD_LIBRARY_PATH, FONTCONFIG_PATH } };
  } finally {
    // Its libraries are for the browser alone: a database server that found them would not start.
    for (const name of ['AWS_EXECUTION_ENV', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH']) {
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
