/** What every Echo understands by itself, in English: wake words, ways to address a skill, the built-in intents. */
import { toWords } from './words.ts';

const phrases = (...texts: readonly string[]): readonly (readonly string[])[] => texts.map(toWords);

export const wakeWords: ReadonlySet<string> = new Set(['alexa', 'echo', 'computer']);

/** "open …", followed by the invocation name: opens the skill. */
export const openings = phrases(
  'open',
  'launch',
  'start',
  'begin',
  'run',
  'use',
  'play',
  'load',
  'resume',
  'talk to',
  'speak to',
);

/** "ask …", followed by the invocation name and a request. */
export const addressings = phrases('ask', 'tell', 'have', 'get', 'ask for');

/** Between the invocation name and the request: "ask … to", "tell … that". */
export const connectors: ReadonlySet<string> = new Set([
  'to',
  'for',
  'about',
  'that',
  'if',
  'whether',
  'and',
]);

/** Before an invocation name at the end: "order a pizza from …". */
export const endings: ReadonlySet<string> = new Set(['from', 'with', 'using', 'through', 'by', 'on', 'in']);

/** Said in a session, they end it without a turn: the skill only hears that it is over. */
export const leavings = phrases('exit', 'quit');

export const courtesies = phrases('please', 'thanks', 'thank you');

/** Words before a value that do not belong to it: "the large". */
export const articles: ReadonlySet<string> = new Set(['a', 'an', 'the', 'some']);

export const builtInIntents: ReadonlyMap<string, readonly (readonly string[])[]> = new Map([
  ['AMAZON.HelpIntent', phrases('help', 'help me', 'can you help me', 'what can you do', 'what can I say')],
  ['AMAZON.StopIntent', phrases('stop', 'off', 'shut up', 'turn off')],
  ['AMAZON.CancelIntent', phrases('cancel', 'never mind', 'nevermind', 'forget it')],
  [
    'AMAZON.YesIntent',
    phrases('yes', 'yeah', 'yep', 'sure', 'ok', 'okay', 'correct', "that's right", 'do it', 'go ahead'),
  ],
  ['AMAZON.NoIntent', phrases('no', 'nope', 'nah', 'no way')],
  ['AMAZON.NavigateHomeIntent', phrases('go home', 'home', 'go to the home screen', 'home screen')],
  ['AMAZON.RepeatIntent', phrases('repeat', 'repeat that', 'say that again', 'again')],
  ['AMAZON.StartOverIntent', phrases('start over', 'restart', 'start again')],
]);
