/** Takes the lock of a directory, says what came of it in one line, and holds it until it is ended. */
import { lockDirectory } from '../../src/database/directory-lock.ts';

const [, , directory = ''] = process.argv;
const locking = await lockDirectory(directory);
process.stdout.write(`${locking.type}\n`);
// The lock alone keeps no process alive.
setInterval(() => undefined, 60_000);
