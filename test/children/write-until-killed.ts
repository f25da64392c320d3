/** Opens the embedded database and writes account after account, naming each only once it is stored. */
import { openDatabase } from '../../src/database/open.ts';
import { limits } from '../../src/transactions/limits.ts';

const [, , dataDirectory = '', run = ''] = process.argv;
const opened = await openDatabase({
  settings: { databaseUrl: null, dataDirectory, dataKey: new Uint8Array(32).fill(7) },
  migrations: null,
  limits,
});
if (!opened.ok) throw new Error(opened.failure.message);
for (let count = 0; ; count += 1) {
  const subject = `${run}-${count}`;
  await opened.database.directory.findOrCreate({ issuer: 'killed', subject, newId: subject, now: 1 });
  process.stdout.write(`${subject}\n`);
}
