/** Requests that are not Alexa's own, each of which must be answered with exactly 400. */
import { describe } from '../ask/call.ts';
import type { Flaw } from '../ask/skill.ts';
import type { Check, Examination } from '../check.ts';
import { fault, ok, type Seen, unknown } from '../finding.ts';
import type { FindingId } from '../findings.ts';

const refusals: readonly (readonly [id: FindingId, flaw: Flaw])[] = [
  ['skill.refuses_unsigned', 'unsigned'],
  ['skill.refuses_stale', 'stale'],
  ['skill.refuses_other_skill', 'other_skill'],
  ['skill.refuses_sha1', 'sha1_only'],
  ['skill.refuses_foreign_chain', 'foreign_chain'],
];

export const checkSignatures: Check = {
  looksAt: 'whether forged requests are refused',
  finds: refusals.map(([id]) => id),
  needs: ['skill.reachable', 'skill.health'],
  run: async ({ skill }) => {
    const seen: Seen[] = [];
    for (const [id, flaw] of refusals) seen.push(await refused(skill, id, flaw));
    return seen;
  },
};

const refused = async (skill: Examination['skill'], id: FindingId, flaw: Flaw): Promise<Seen> => {
  const answer = await skill.send(flaw);
  if (answer.type === 'failed') return unknown(id, `There was no answer (${answer.code}).`);
  if (answer.status === 400) return ok(id, 'It was answered with 400.');
  return answer.status < 300
    ? fault(id, `It was answered with ${answer.status}, as if Alexa had sent it.`)
    : fault(
        id,
        `It was answered with ${answer.status} instead of 400.`,
        'Alexa’s certification wants exactly 400. See which server answered: it may be one in front of Sayso.',
      );
};

/** What all those refusals are worth nothing without. */
export const checkSignedRequest: Check = {
  looksAt: 'whether a genuine request is answered',
  finds: ['skill.answers_alexa'],
  needs: ['skill.reachable', 'skill.health', 'clock.skill'],
  applies: ({ skill }) => skill.canSign,
  run: async ({ skill }) => {
    const answer = await skill.send('none');
    return answer.type === 'answered' && answer.status === 200
      ? [ok('skill.answers_alexa', 'It was answered with 200.')]
      : [fault('skill.answers_alexa', `${describe(answer)}.`)];
  },
};
