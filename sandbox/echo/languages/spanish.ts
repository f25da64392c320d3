/** Spanish, as the Echo understands it by itself, and how it says numbers. */
import { phrases, words } from '../phrases.ts';
import { counted, countedByTens, createLanguage, joined } from './language.ts';

const units = counted(1, 'uno dos tres cuatro cinco seis siete ocho nueve');
const thirties = countedByTens(30, 'treinta cuarenta cincuenta sesenta setenta ochenta noventa');

export const spanish = createLanguage(
  {
    openings: phrases(
      'abre, inicia, lanza, empieza, comienza, arranca, ejecuta, usa, utiliza, juega a, juega, carga, habla con, abrir, iniciar',
    ),
    addressings: phrases(
      'pide a, pídele a, dile a, di a, pregunta a, pregúntale a, consulta a, pide, pregunta, pedir a, preguntar a',
    ),
    connectors: words('que si por sobre para y e de a'),
    endings: words('con de en a por desde usando mediante'),
    leavings: phrases('salir, sal, cerrar, cierra'),
    courtesies: phrases('por favor, gracias, muchas gracias'),
    articles: words('el la los las un una unos unas'),
    conjunctions: words('y e'),
    builtInIntents: new Map([
      [
        'AMAZON.HelpIntent',
        phrases('ayuda, ayúdame, puedes ayudarme, qué puedo decir, qué puedes hacer, qué sabes hacer'),
      ],
      ['AMAZON.StopIntent', phrases('para, parar, detente, alto, stop, apaga, basta, cállate')],
      ['AMAZON.CancelIntent', phrases('cancela, cancelar, olvídalo, no importa, da igual')],
      [
        'AMAZON.YesIntent',
        phrases(
          'sí, claro, claro que sí, vale, de acuerdo, correcto, eso es, ok, okay, hazlo, adelante, por supuesto',
        ),
      ],
      ['AMAZON.NoIntent', phrases('no, no gracias, de ninguna manera, qué va, para nada')],
      ['AMAZON.NavigateHomeIntent', phrases('inicio, ve al inicio, ir al inicio, pantalla de inicio')],
      ['AMAZON.RepeatIntent', phrases('repite, repetir, repite eso, otra vez')],
      ['AMAZON.StartOverIntent', phrases('empezar de nuevo, volver a empezar, desde el principio')],
    ]),
    invocations: {
      open: 'abre {name}',
      command: 'abre {name} y {request}',
      question: 'pregunta a {name} {request}',
      statement: 'dile a {name} {request}',
      questionWords: words('cómo dónde cuál qué quién cuándo'),
    },
  },
  {
    belowHundred: [
      ['cero', 0],
      ['un', 1],
      ['una', 1],
      ...units,
      ...counted(10, 'diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte'),
      ...joined([['diez', 10]], units.slice(5), (ten, unit) => `${ten} y ${unit}`),
      ...joined([['veinti', 20]], units, (ten, unit) => `${ten}${unit}`),
      ['veintiún', 21],
      ['veintiuna', 21],
      ...thirties,
      ...joined(thirties, [...units, ['un', 1], ['una', 1]], (ten, unit) => `${ten} y ${unit}`),
    ],
    hundreds: {
      cien: 100,
      ciento: 100,
      doscientos: 200,
      doscientas: 200,
      trescientos: 300,
      trescientas: 300,
      cuatrocientos: 400,
      cuatrocientas: 400,
      quinientos: 500,
      quinientas: 500,
      seiscientos: 600,
      seiscientas: 600,
      setecientos: 700,
      setecientas: 700,
      ochocientos: 800,
      ochocientas: 800,
      novecientos: 900,
      novecientas: 900,
    },
    thousands: ['mil'],
    repeats: { doble: 2, triple: 3 },
    and: 'y',
    compounds: false,
  },
);
