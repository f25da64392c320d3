/** `npm run build`: the server as one folder, `build/server`, to be copied to a machine that has Node. */
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.ts';

const folder = fileURLToPath(new URL('../build/server', import.meta.url));
const { outputs } = await bundle({ entries: { server: 'src/runtimes/server.ts' }, folder });
for (const [path, { bytes }] of Object.entries(outputs)) {
  if (path.endsWith('.mjs')) process.stdout.write(`${path}  ${Math.round(bytes / 1000)} kB\n`);
}
