import { expect, it, vi } from 'vitest';
import { createBackground } from './background.ts';

it('is settled when all of it is done, and what that began meanwhile', async () => {
  const background = createBackground({ error: vi.fn() });
  const done: string[] = [];
  background.run('first.failed', async () => {
    await Promise.resolve();
    background.run('second.failed', async () => {
      await Promise.resolve();
      done.push('second');
    });
    done.push('first');
  });
  expect(done).toEqual([]);
  await background.settled();
  expect(done).toEqual(['first', 'second']);
  await background.settled();
});

it('logs what fails, by the name of its event, and is settled all the same', async () => {
  const error = vi.fn();
  const background = createBackground({ error });
  const down = new Error('database down');
  background.run('contacts.refresh_failed', () => Promise.reject(down));
  await background.settled();
  expect(error).toHaveBeenCalledExactlyOnceWith('contacts.refresh_failed', {}, down);
});
