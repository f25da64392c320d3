/** From an utterance to what the skill is told: by the skill's own interaction model and Alexa's standard phrases. */
import type { IntentDefinition, InteractionModel, SlotDefinition } from './interaction-model.ts';
import { type Phrases, wakeWords } from './phrases.ts';
import { matchSample, type SampleMatch } from './samples.ts';
import { type HeardSlot, hearSlot } from './slot-values.ts';
import { isSame, startsWith, toWords } from './words.ts';

export type HeardIntent = { readonly name: string; readonly slots: readonly HeardSlot[] };

/** The slot that the skill asked for by `Dialog.ElicitSlot`. */
export type Expected = { readonly intent: string; readonly slot: string };

export type Understood =
  | { readonly type: 'launch' }
  | { readonly type: 'intent'; readonly intent: HeardIntent; readonly addressed: boolean }
  /** "exit": the session ends without a turn. */
  | { readonly type: 'leave' }
  /** Meant for Alexa herself, or for nobody: no skill hears of it. */
  | { readonly type: 'not_for_skill' };

/**
 * What an utterance means. Outside a session (`inSession` false) the skill must be addressed by its invocation name; in a
 * session addressing it begins a new one, and anything else is matched directly, an expected slot first.
 */
export const understand = (
  model: InteractionModel,
  utterance: string,
  context: { readonly inSession: boolean; readonly expected: Expected | null },
): Understood => {
  const { phrases } = model.language;
  const heard = withoutWakeWord(toWords(utterance).slice(0, mostWords));
  const said = withoutCourtesy(phrases, heard);
  // German "bitte" is "please" and "ask" in one.
  const request = findRequest(model, said) ?? findRequest(model, heard);
  if (request?.type === 'launch') return request;
  if (request?.type === 'ask') {
    const intent = firstIntent(
      request.readings.map((words) => hearIntent(model, withoutCourtesy(phrases, words), null)),
    );
    return asUnderstood(intent ?? hearFallback(model), true);
  }
  if (!context.inSession) return { type: 'not_for_skill' };
  if (phrases.leavings.some((phrase) => isSame(said, phrase))) return { type: 'leave' };
  return asUnderstood(hearIntent(model, said, context.expected) ?? hearFallback(model), false);
};

/** An Echo listens for some eight seconds: thirty words, spoken fast. */
const mostWords = 50;

const asUnderstood = (intent: HeardIntent | null, addressed: boolean): Understood =>
  intent === null ? { type: 'not_for_skill' } : { type: 'intent', intent, addressed };

const firstIntent = (intents: readonly (HeardIntent | null)[]): HeardIntent | null =>
  intents.find((intent) => intent !== null) ?? null;

const hearFallback = (model: InteractionModel): HeardIntent | null =>
  model.intents.some(({ name }) => name === 'AMAZON.FallbackIntent')
    ? { name: 'AMAZON.FallbackIntent', slots: [] }
    : null;

type Request =
  | { readonly type: 'launch' }
  /** What is asked, with and without the word that joins it to the name ("to", "for"). */
  | { readonly type: 'ask'; readonly readings: readonly (readonly string[])[] };

/** Whether words address the skill, and what they ask of it. Alexa Skills Kit, "Understand How Users Invoke Custom Skills". */
const findRequest = (model: InteractionModel, words: readonly string[]): Request | null => {
  const name = toWords(model.invocationName);
  const { openings, addressings, connectors, endings } = model.language.phrases;
  if (isSame(words, name)) return { type: 'launch' };
  for (const [verbs, opens] of [
    [openings, true],
    [addressings, false],
  ] as const) {
    for (const verb of verbs) {
      if (!startsWith(words, [...verb, ...name])) continue;
      const rest = words.slice(verb.length + name.length);
      if (rest.length === 0) return { type: 'launch' };
      const joined = connectors.has(rest[0] ?? '');
      if (joined) return { type: 'ask', readings: [rest.slice(1), rest] };
      return opens ? null : { type: 'ask', readings: [rest] };
    }
  }
  const request = words.slice(0, -name.length - 1);
  const joiner = words.at(-name.length - 1) ?? '';
  const isNamedLast = request.length > 0 && endings.has(joiner) && isSame(words.slice(-name.length), name);
  return isNamedLast ? { type: 'ask', readings: [request, request.slice(1)] } : null;
};

const hearIntent = (
  model: InteractionModel,
  words: readonly string[],
  expected: Expected | null,
): HeardIntent | null => {
  const builtIn = hearBuiltIn(model, words);
  if (builtIn !== null) return builtIn;
  const asked = expected === null ? null : findSlot(model, expected);
  const answer = asked === null ? null : hearAnswer(model, asked, words);
  if (answer !== null && answer.unknownWords === 0) return answer.intent;
  return hearSamples(model, words) ?? answer?.intent ?? null;
};

const hearBuiltIn = (model: InteractionModel, words: readonly string[]): HeardIntent | null => {
  const intent = model.intents.find(({ name, samples }) =>
    [
      ...(model.language.phrases.builtInIntents.get(name) ?? []),
      ...(name.startsWith('AMAZON.') ? samples.map(toWords) : []),
    ].some((phrase) => isSame(words, phrase)),
  );
  return intent === undefined ? null : { name: intent.name, slots: [] };
};

type Asked = { readonly intent: IntentDefinition; readonly slot: SlotDefinition };

const findSlot = (model: InteractionModel, expected: Expected): Asked | null => {
  const intent = model.intents.find(({ name }) => name === expected.intent);
  const slot = intent?.slots.find(({ name }) => name === expected.slot);
  return intent && slot ? { intent, slot } : null;
};

/** The answer to a question for one slot: by the slot's own samples, or the bare value. */
const hearAnswer = (
  model: InteractionModel,
  { intent, slot }: Asked,
  words: readonly string[],
): { readonly intent: HeardIntent; readonly unknownWords: number } | null => {
  const bySample = best(slot.samples.map((sample) => matchSample(model, sample, intent.slots, words)));
  if (bySample !== null && bySample.unknownWords === 0) {
    return { intent: { name: intent.name, slots: bySample.slots }, unknownWords: 0 };
  }
  const hearing = hearSlot(model, slot, words);
  if (hearing === null) return null;
  const heard = { name: intent.name, slots: [{ definition: slot, values: hearing.values }] };
  return { intent: heard, unknownWords: hearing.unknownWords };
};

const hearSamples = (model: InteractionModel, words: readonly string[]): HeardIntent | null => {
  let found: { readonly name: string; readonly match: SampleMatch } | null = null;
  for (const { name, samples, slots } of model.intents) {
    const match = best(samples.map((sample) => matchSample(model, sample, slots, words)));
    if (match !== null && (found === null || match.score > found.match.score)) found = { name, match };
  }
  return found === null ? null : { name: found.name, slots: found.match.slots };
};

const best = (matches: readonly (SampleMatch | null)[]): SampleMatch | null =>
  matches.reduce(
    (first, second) => ((second?.score ?? -Infinity) > (first?.score ?? -Infinity) ? second : first),
    null,
  );

const withoutWakeWord = (words: readonly string[]): readonly string[] =>
  wakeWords.has(words[0] ?? '') ? words.slice(1) : words;

/** Drops "please" and thanks at either end; alone they stay, for then they are all that was said. */
const withoutCourtesy = (phrases: Phrases, words: readonly string[]): readonly string[] => {
  for (const courtesy of phrases.courtesies) {
    if (words.length <= courtesy.length) continue;
    if (startsWith(words, courtesy)) return withoutCourtesy(phrases, words.slice(courtesy.length));
    if (isSame(words.slice(-courtesy.length), courtesy))
      return withoutCourtesy(phrases, words.slice(0, -courtesy.length));
  }
  return words;
};
