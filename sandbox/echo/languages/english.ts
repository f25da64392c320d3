/** English, as the Echo understands it by itself, and how it says numbers. */
import { phrases, words } from '../phrases.ts';
import { counted, countedByTens, createLanguage, joined } from './language.ts';

const units = counted(1, 'one two three four five six seven eight nine');
const tens = countedByTens(20, 'twenty thirty forty fifty sixty seventy eighty ninety');

export const english = createLanguage(
  {
    openings: phrases('open, launch, start, begin, run, use, play, load, resume, talk to, speak to'),
    addressings: phrases('ask, tell, have, get, ask for'),
    connectors: words('to for about that if whether and'),
    endings: words('from with using through by on in'),
    leavings: phrases('exit, quit'),
    courtesies: phrases('please, thanks, thank you'),
    articles: words('a an the some'),
    conjunctions: words('and'),
    builtInIntents: new Map([
      ['AMAZON.HelpIntent', phrases('help, help me, can you help me, what can i say, what can you do')],
      ['AMAZON.StopIntent', phrases('stop, off, shut up, turn off')],
      ['AMAZON.CancelIntent', phrases('cancel, never mind, nevermind, forget it')],
      ['AMAZON.YesIntent', phrases("yes, yeah, yep, sure, ok, okay, correct, that's right, do it, go ahead")],
      ['AMAZON.NoIntent', phrases('no, nope, nah, no way')],
      ['AMAZON.NavigateHomeIntent', phrases('go home, home, go to the home screen, home screen')],
      ['AMAZON.RepeatIntent', phrases('repeat, repeat that, say that again, again')],
      ['AMAZON.StartOverIntent', phrases('start over, restart, start again')],
    ]),
    invocations: {
      open: 'open {name}',
      command: 'ask {name} to {request}',
      question: 'ask {name} {request}',
      statement: 'tell {name} {request}',
      questionWords: words("what what's where when who how is did does"),
    },
  },
  {
    belowHundred: [
      ['oh', 0],
      ['o', 0],
      ['nought', 0],
      ['zero', 0],
      ...units,
      ...counted(10, 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'),
      ...tens,
      ...joined(tens, units, (ten, unit) => `${ten} ${unit}`),
    ],
    hundreds: { hundred: 100 },
    thousands: ['thousand'],
    repeats: { double: 2, triple: 3, treble: 3 },
    and: 'and',
    compounds: false,
  },
);
