/** French, as the Echo understands it by itself, and how it says numbers. */
import { phrases, words } from '../phrases.ts';
import { counted, countedByTens, createLanguage, joined } from './language.ts';

const units = counted(1, 'un deux trois quatre cinq six sept huit neuf');
const one = [['un', 1] as const];
const fromTen = [
  ...counted(10, 'dix onze douze treize quatorze quinze seize'),
  ['dix sept', 17] as const,
  ['dix huit', 18] as const,
  ['dix neuf', 19] as const,
];
const twenties = countedByTens(20, 'vingt trente quarante cinquante soixante');
/** As Belgium and Switzerland say them. */
const regional = [...countedByTens(70, 'septante huitante nonante'), ['octante', 80] as const];

export const french = createLanguage(
  {
    openings: phrases(
      'ouvre, lance, démarre, commence, utilise, joue, joue à, charge, parle à, parle avec, ouvrir, lancer',
    ),
    addressings: phrases('demande à, demande a, demande, dis à, dis a, dis, interroge, demander à, dire à'),
    connectors: words("de d' que qu' si pour et à sur"),
    endings: words('avec sur chez dans via par de à'),
    leavings: phrases('quitter, quitte, ferme, sortir'),
    courtesies: phrases("s'il te plaît, s'il vous plaît, merci, merci beaucoup"),
    articles: words("le la les l' un une des du de d' aux au"),
    conjunctions: words('et'),
    builtInIntents: new Map([
      [
        'AMAZON.HelpIntent',
        phrases(
          "aide, aide moi, à l'aide, de l'aide, l'aide, besoin d'aide, peux-tu m'aider, qu'est-ce que je peux dire, que puis-je dire, que sais-tu faire",
        ),
      ],
      ['AMAZON.StopIntent', phrases('stop, arrête, arrête toi, arrêter, tais-toi, ça suffit')],
      ['AMAZON.CancelIntent', phrases('annule, annuler, laisse tomber, peu importe, oublie ça')],
      [
        'AMAZON.YesIntent',
        phrases("oui, ouais, bien sûr, d'accord, ok, okay, exact, c'est ça, vas-y, volontiers, tout à fait"),
      ],
      ['AMAZON.NoIntent', phrases('non, non merci, pas du tout, surtout pas, nan')],
      ['AMAZON.NavigateHomeIntent', phrases("accueil, retour à l'accueil, va à l'accueil, écran d'accueil")],
      ['AMAZON.RepeatIntent', phrases('répète, répéter, redis ça, encore une fois')],
      ['AMAZON.StartOverIntent', phrases('recommence, recommencer, depuis le début')],
    ]),
    invocations: {
      open: 'ouvre {name}',
      command: 'ouvre {name} et {request}',
      question: 'demande à {name} {request}',
      statement: 'dis à {name} {request}',
      questionWords: words("où quel quelle comment que qu' est quand combien"),
    },
  },
  {
    belowHundred: [
      ['zéro', 0],
      ['une', 1],
      ...units,
      ...fromTen,
      ...twenties,
      ...joined(twenties, units, (ten, unit) => `${ten} ${unit}`),
      ...joined(twenties, one, (ten, unit) => `${ten} et ${unit}`),
      ...joined([['soixante', 60]], fromTen, (ten, unit) => `${ten} ${unit}`),
      ['soixante et onze', 71],
      ['quatre vingts', 80],
      ['quatre vingt', 80],
      ...joined([['quatre vingt', 80]], [...units, ...fromTen], (ten, unit) => `${ten} ${unit}`),
      ...regional,
      ...joined(regional, units, (ten, unit) => `${ten} ${unit}`),
      ...joined(regional, one, (ten, unit) => `${ten} et ${unit}`),
    ],
    hundreds: { cent: 100, cents: 100 },
    thousands: ['mille'],
    repeats: { double: 2, triple: 3 },
    and: 'et',
    compounds: false,
  },
);
