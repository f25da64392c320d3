/** German, as the Echo understands it by itself, and how it says numbers. */
import { phrases, words } from '../phrases.ts';
import { counted, countedByTens, createLanguage, joined } from './language.ts';

const units = counted(1, 'ein zwei drei vier fünf sechs sieben acht neun');
const tens = countedByTens(20, 'zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig');
const unitsInCompounds = [...units, ['zwo', 2] as const];

export const german = createLanguage(
  {
    openings: phrases(
      'öffne, starte, start, beginne, lade, benutze, nutze, verwende, spiel, spiele, sprich mit, rede mit, mach auf',
    ),
    addressings: phrases('frag, frage, sag, sage, bitte, befiehl, erzähl, erzähle'),
    connectors: words('nach um ob dass und für über zu von'),
    endings: words('bei mit von über in auf aus durch per'),
    leavings: phrases('beenden, verlassen, schließen, exit'),
    courtesies: phrases('bitte, danke, danke schön, vielen dank'),
    articles: words('der die das den dem des ein eine einen einem einer'),
    conjunctions: words('und'),
    builtInIntents: new Map([
      [
        'AMAZON.HelpIntent',
        phrases(
          'hilfe, hilf mir, kannst du mir helfen, was kann ich sagen, was kannst du, was kannst du tun',
        ),
      ],
      ['AMAZON.StopIntent', phrases('stopp, stop, halt, aus, hör auf, schluss, sei still, ruhe')],
      ['AMAZON.CancelIntent', phrases('abbrechen, abbruch, brich ab, vergiss es, egal, schon gut')],
      [
        'AMAZON.YesIntent',
        phrases(
          'ja, jawohl, jo, klar, sicher, ok, okay, gern, gerne, genau, richtig, stimmt, mach das, mach es',
        ),
      ],
      ['AMAZON.NoIntent', phrases('nein, nee, nö, ne, lieber nicht, auf keinen fall')],
      [
        'AMAZON.NavigateHomeIntent',
        phrases('startseite, zur startseite, geh zur startseite, geh nach hause'),
      ],
      ['AMAZON.RepeatIntent', phrases('wiederholen, wiederhole das, noch mal, noch einmal')],
      ['AMAZON.StartOverIntent', phrases('von vorn, von vorne, neu starten, neu anfangen')],
    ]),
    invocations: {
      open: 'öffne {name}',
      command: 'öffne {name} und {request}',
      question: 'frag {name} {request}',
      statement: 'sag {name} {request}',
      questionWords: words('wie wo was wer wann ist hat'),
    },
  },
  {
    belowHundred: [
      ['null', 0],
      ['eins', 1],
      ['eine', 1],
      ...unitsInCompounds,
      ...counted(10, 'zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn'),
      ...tens,
      ...joined(tens, unitsInCompounds, (ten, unit) => `${unit}und${ten}`),
      ...joined(tens, unitsInCompounds, (ten, unit) => `${unit} und ${ten}`),
    ],
    hundreds: { hundert: 100 },
    thousands: ['tausend'],
    repeats: { doppel: 2, doppelte: 2, doppelt: 2, zweimal: 2, dreifach: 3, dreifache: 3, dreimal: 3 },
    and: 'und',
    compounds: true,
  },
);
