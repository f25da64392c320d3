/** Italian, as the Echo understands it by itself, and how it says numbers. */
import { phrases, words } from '../phrases.ts';
import { counted, countedByTens, createLanguage, joined } from './language.ts';

const units = counted(1, 'uno due tre quattro cinque sei sette otto nove');
const tens = countedByTens(20, 'venti trenta quaranta cinquanta sessanta settanta ottanta novanta');

/** "venti" and "uno" are "ventuno", "venti" and "otto" "ventotto": the ten loses its vowel before another. */
const inOneWord = (ten: string, unit: string): string =>
  /^[uo]/.test(unit) ? `${ten.slice(0, -1)}${unit}` : `${ten}${unit}`;

export const italian = createLanguage(
  {
    openings: phrases(
      'apri, avvia, lancia, inizia, comincia, fai partire, esegui, usa, utilizza, gioca a, carica, parla con, aprire, avviare',
    ),
    addressings: phrases("chiedi a, domanda a, di' a, dici a, di, chiedi, ordina a, chiedere a, dire a"),
    connectors: words("di d' che se per e ed su"),
    endings: words('con su da a di tramite in'),
    leavings: phrases('esci, uscire, chiudi, chiudere'),
    courtesies: phrases('per favore, per piacere, per cortesia, grazie, grazie mille'),
    articles: words("il lo la i gli le l' un uno una un' dei delle degli del della d'"),
    conjunctions: words('e ed'),
    builtInIntents: new Map([
      [
        'AMAZON.HelpIntent',
        phrases(
          'aiuto, aiutami, puoi aiutarmi, cosa posso dire, che cosa posso dire, cosa puoi fare, cosa sai fare',
        ),
      ],
      ['AMAZON.StopIntent', phrases('stop, fermati, ferma, basta, spegni, zitta, alt')],
      ['AMAZON.CancelIntent', phrases('annulla, annullare, lascia perdere, non importa, fa niente')],
      [
        'AMAZON.YesIntent',
        phrases("sì, certo, certamente, ok, okay, va bene, d'accordo, esatto, giusto, fallo, procedi, vai"),
      ],
      ['AMAZON.NoIntent', phrases('no, no grazie, per niente, assolutamente no, neanche per sogno')],
      ['AMAZON.NavigateHomeIntent', phrases('home, vai alla home, schermata iniziale, pagina iniziale')],
      ['AMAZON.RepeatIntent', phrases("ripeti, ripetere, dillo ancora, un'altra volta")],
      ['AMAZON.StartOverIntent', phrases("ricomincia, ricominciare, dall'inizio, da capo")],
    ]),
    invocations: {
      open: 'apri {name}',
      command: 'apri {name} e {request}',
      question: 'chiedi a {name} {request}',
      statement: "di' a {name} {request}",
      questionWords: words("a dov' qual cosa che come chi quando"),
    },
  },
  {
    belowHundred: [
      ['zero', 0],
      ['un', 1],
      ['una', 1],
      ...units,
      ...counted(
        10,
        'dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove',
      ),
      ...tens,
      ...joined(tens, units, inOneWord),
      ...joined(tens, units, (ten, unit) => `${ten} ${unit}`),
    ],
    // "centotto", "centottanta": it loses its vowel, too.
    hundreds: { cento: 100, cent: 100 },
    thousands: ['mille', 'mila'],
    repeats: { doppio: 2, doppia: 2, triplo: 3, tripla: 3 },
    and: 'e',
    compounds: true,
  },
);
