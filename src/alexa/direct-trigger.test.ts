import { describe, expect, it } from 'vitest';
import { createFakeLog } from '../../test/fakes/log.ts';
import { createDirectTrigger } from './direct-trigger.ts';
import { noon } from './verify/testing/chains.ts';
import { launch, sentAt, skillEvent, skillId } from './verify/testing/requests.ts';

const answer = { version: '1.0', response: {} } as const;

const createWorld = (respond: () => Promise<typeof answer> = async () => answer) => {
  const heard: string[] = [];
  const log = createFakeLog();
  const trigger = createDirectTrigger({
    skillId,
    respond: async ({ request }) => {
      heard.push(request.type);
      return respond();
    },
    apology: (locale) => `Sorry (${locale}).`,
    now: () => noon,
    log,
  });
  return { trigger, heard, log };
};

const otherApplication = { application: { applicationId: `${skillId}0` } };
const { context } = launch();
const { context: _, ...withoutContext } = launch();

describe('an Alexa request that AWS handed over', () => {
  it('is answered though nobody signed it', async () => {
    const { trigger, heard } = createWorld();
    expect(await trigger(launch())).toEqual({ type: 'answered', answer });
    expect(await trigger(skillEvent(noon - 3_000_000))).toEqual({ type: 'answered', answer });
    expect(heard).toEqual(['launch', 'skill_event']);
  });

  it.each([
    ['no object', 'body_malformed', 'text'],
    ['no request', 'body_malformed', {}],
    ['the event of another trigger', 'body_malformed', { version: '2.0', rawPath: '/', headers: {} }],
    ['no request id', 'request_id_missing', launch({ requestId: undefined })],
    ['no time', 'timestamp_missing', launch({ timestamp: undefined })],
    ['a time that is none', 'timestamp_malformed', launch({ timestamp: 'noon' })],
    ['sent 151 s ago', 'timestamp_old', sentAt(noon - 151_000)],
    ['sent 151 s ahead', 'timestamp_ahead', sentAt(noon + 151_000)],
    ['an event of more than an hour ago', 'timestamp_old', skillEvent(noon - 3_601_000)],
    ['no skill', 'skill_id_missing', withoutContext],
    [
      'another skill',
      'skill_id_other',
      { ...launch(), context: { System: { ...context.System, ...otherApplication } } },
    ],
    ['another skill’s session', 'skill_id_other', { ...launch(), session: otherApplication }],
    ['a session that is none', 'malformed', { ...launch(), session: { ...launch().session, new: 'yes' } }],
  ])('is refused, and nothing is done: %s', async (_title, reason, event) => {
    const { trigger, heard, log } = createWorld();
    expect(await trigger(event)).toEqual({ type: 'refused', reason });
    expect(heard).toEqual([]);
    expect(log.lines).toEqual(['warn alexa.refused']);
  });

  it('that failed is apologised for; an event that failed shall come again', async () => {
    const { trigger, log } = createWorld(async () => Promise.reject(new Error('a fault')));
    const failed = await trigger(launch({ locale: 'de-DE' }));
    expect(JSON.stringify(failed)).toContain('Sorry (de-DE).');
    expect(await trigger(skillEvent(noon))).toEqual({ type: 'failed' });
    expect(log.lines).toEqual(['error alexa.respond_failed', 'error alexa.respond_failed']);
  });
});
