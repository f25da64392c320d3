/**
 * `npm run build`, from one source: `build/server.mjs` with its parts in `build/server` for a machine that has Node,
 * `build/lambda.mjs` for AWS Lambda (alone once more in `build/aws`, the folder that is uploaded), `build/bundle.js` for
 * Webtask.
 */
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle, bundleForLambda, bundleForWebtask } from './bundle.ts';

const folder = fileURLToPath(new URL('../build', import.meta.url));
for (const { outputs } of [
  await bundle({ entries: { server: 'src/runtimes/server.ts' }, folder, parts: 'server' }),
  await bundleForLambda({ entries: { lambda: 'src/runtimes/lambda.ts' }, folder }),
  await bundleForWebtask({ entries: { bundle: 'src/runtimes/webtask.ts' }, folder }),
]) {
  for (const [path, { bytes }] of Object.entries(outputs)) {
    if (/\.m?js$/.test(path)) process.stdout.write(`${path}  ${Math.round(bytes / 1000)} kB\n`);
  }
}
await rm(join(folder, 'aws'), { recursive: true, force: true });
await cp(join(folder, 'lambda.mjs'), join(folder, 'aws', 'lambda.mjs'));
