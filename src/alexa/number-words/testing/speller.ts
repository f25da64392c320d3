/**
 * Numbers from 0 to 999,999 as a native speaker says them, each language by rules of its own that share nothing with
 * those that read them. `divided` writes compounds in single words, as some recognisers do.
 */
export type Speller = {
  readonly title: string;
  readonly locale: string;
  readonly say: (n: number) => string;
};

const at = (list: string, index: number): string => list.split(' ')[index] ?? '';
const text = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(' ');

const english =
  (and: string) =>
  (n: number): string => {
    if (n >= 1000) {
      const rest = n % 1000;
      const link = rest > 0 && rest < 100 ? and : '';
      return text(english(and)(Math.floor(n / 1000)), 'thousand', link, rest > 0 ? english(and)(rest) : '');
    }
    if (n >= 100) {
      const rest = n % 100;
      const hundreds = text(english(and)(Math.floor(n / 100)), 'hundred');
      return rest > 0 ? text(hundreds, and, english(and)(rest)) : hundreds;
    }
    if (n < 20)
      return at(
        'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
        n,
      );
    const ten = at('- - twenty thirty forty fifty sixty seventy eighty ninety', Math.floor(n / 10));
    return n % 10 > 0 ? `${ten}-${english(and)(n % 10)}` : ten;
  };

/** Between the parts of a compound stands `gap`: nothing, or a space. */
const german =
  (gap: string) =>
  (n: number, last = true): string => {
    const join = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(gap);
    if (n >= 1000)
      return join(
        german(gap)(Math.floor(n / 1000), false),
        'tausend',
        n % 1000 > 0 ? german(gap)(n % 1000) : '',
      );
    if (n >= 100)
      return join(
        german(gap)(Math.floor(n / 100), false),
        'hundert',
        n % 100 > 0 ? german(gap)(n % 100, last) : '',
      );
    if (n === 1) return last ? 'eins' : 'ein';
    if (n < 20)
      return at(
        'null - zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn',
        n,
      );
    const ten = at('- - zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig', Math.floor(n / 10));
    return n % 10 > 0 ? join(german(gap)(n % 10, false), 'und', ten) : ten;
  };

const french = (n: number): string => {
  if (n >= 1000) {
    const thousands = Math.floor(n / 1000);
    // No plural before "mille": "deux cent mille", "quatre-vingt mille".
    const count =
      thousands > 1
        ? french(thousands).replace(/s$/, (s) => (/(?:cent|vingt)s$/.test(french(thousands)) ? '' : s))
        : '';
    return text(count, 'mille', n % 1000 > 0 ? french(n % 1000) : '');
  }
  if (n >= 100) {
    const hundreds = Math.floor(n / 100);
    const plural = hundreds > 1 && n % 100 === 0 ? 'cents' : 'cent';
    return text(hundreds > 1 ? french(hundreds) : '', plural, n % 100 > 0 ? french(n % 100) : '');
  }
  if (n < 17)
    return at(
      'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize',
      n,
    );
  if (n < 20) return `dix-${french(n - 10)}`;
  if (n === 80) return 'quatre-vingts';
  if (n > 80) return `quatre-vingt-${french(n - 80)}`;
  if (n === 71) return 'soixante et onze';
  if (n >= 70) return `soixante-${french(n - 60)}`;
  const ten = at('- - vingt trente quarante cinquante soixante', Math.floor(n / 10));
  if (n % 10 === 0) return ten;
  return n % 10 === 1 ? `${ten} et un` : `${ten}-${french(n % 10)}`;
};

const spanish = (n: number): string => {
  if (n >= 1000) {
    const thousands = Math.floor(n / 1000);
    const count =
      thousands > 1
        ? spanish(thousands)
            .replace(/veintiuno$/, 'veintiún')
            .replace(/uno$/, 'un')
        : '';
    return text(count, 'mil', n % 1000 > 0 ? spanish(n % 1000) : '');
  }
  if (n === 100) return 'cien';
  if (n > 100) {
    const hundreds = at(
      '- ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos',
      Math.floor(n / 100),
    );
    return text(hundreds, n % 100 > 0 ? spanish(n % 100) : '');
  }
  if (n < 30)
    return at(
      'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve',
      n,
    );
  const ten = at('- - - treinta cuarenta cincuenta sesenta setenta ochenta noventa', Math.floor(n / 10));
  return n % 10 > 0 ? `${ten} y ${spanish(n % 10)}` : ten;
};

const italian =
  (gap: string) =>
  (n: number): string => {
    const rest = (value: number): string => (value > 0 ? gap + italian(gap)(value) : '');
    if (n >= 1000) {
      const count = Math.floor(n / 1000);
      return (count > 1 ? `${italian(gap)(count)}${gap}mila` : 'mille') + rest(n % 1000);
    }
    if (n >= 100) {
      const count = Math.floor(n / 100);
      const hundreds = count > 1 ? `${italian(gap)(count)}${gap}cento` : 'cento';
      const after = n % 100;
      const elides = gap === '' && (after === 8 || Math.floor(after / 10) === 8);
      return (elides ? hundreds.slice(0, -1) : hundreds) + rest(after);
    }
    if (n < 20)
      return at(
        'zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove',
        n,
      );
    const ten = at(
      '- - venti trenta quaranta cinquanta sessanta settanta ottanta novanta',
      Math.floor(n / 10),
    );
    const elides = gap === '' && (n % 10 === 1 || n % 10 === 8);
    const unit = gap === '' && n % 10 === 3 ? 'tré' : rest(n % 10);
    return (elides ? ten.slice(0, -1) : ten) + unit;
  };

export const spellers: readonly Speller[] = [
  { title: 'en-US', locale: 'en-US', say: english('') },
  { title: 'en-GB', locale: 'en-GB', say: english('and') },
  { title: 'de-DE', locale: 'de-DE', say: (n) => german('')(n) },
  { title: 'de-DE, compounds divided', locale: 'de-DE', say: (n) => german(' ')(n) },
  { title: 'fr-FR', locale: 'fr-FR', say: french },
  { title: 'es-ES', locale: 'es-ES', say: spanish },
  { title: 'it-IT', locale: 'it-IT', say: italian('') },
  { title: 'it-IT, compounds divided', locale: 'it-IT', say: italian(' ') },
];

/** Digits as one number, its leading zeros one by one: "007" is "zero zero seven". */
export const sayGroup = ({ say }: Speller, digits: string): string => {
  const zeros = /^0*/.exec(digits)?.[0].length ?? 0;
  const rest = digits.slice(zeros);
  return text(...Array.from({ length: zeros }, () => say(0)), rest === '' ? '' : say(Number(rest)));
};
