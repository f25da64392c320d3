/** An order and its code in each language of the skill, said to a sandbox Echo that speaks it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

/** What is said, with the code's digits as words; and what of the answers is the same in every wording. */
const stories = [
  {
    locale: 'en-GB',
    order: 'ask pizza on demand to get me a large pizza with mushrooms',
    summary: /large pizza with mushrooms/,
    code: 'tell pizza on demand my code is',
    digits: 'zero one two three four five six seven eight nine',
  },
  {
    locale: 'de-DE',
    order: 'öffne pizza on demand und bestell mir eine große Pizza mit Pilzen',
    summary: /große Pizza mit Pilzen/,
    code: 'sag pizza on demand mein code ist',
    digits: 'null eins zwei drei vier fünf sechs sieben acht neun',
  },
  {
    locale: 'fr-FR',
    order: 'demande à pizza on demand une grande pizza avec des champignons',
    summary: /grande pizza champignons/,
    code: 'dis à pizza on demand mon code est',
    digits: 'zéro un deux trois quatre cinq six sept huit neuf',
  },
  {
    locale: 'es-ES',
    order: 'abre pizza on demand y pídeme una pizza grande con champiñones',
    summary: /pizza grande con champiñones/,
    code: 'dile a pizza on demand mi código es',
    digits: 'cero uno dos tres cuatro cinco seis siete ocho nueve',
  },
  {
    locale: 'it-IT',
    order: 'apri pizza on demand e ordinami una pizza grande con funghi',
    summary: /pizza grande con funghi/,
    code: "di' a pizza on demand il mio codice è",
    digits: 'zero uno due tre quattro cinque sei sette otto nove',
  },
] as const;

describe.each(stories)('in $locale', ({ locale, order, summary, code, digits }) => {
  it('a pizza is ordered, and confirmed with the code, digit by digit', async () => {
    await world.nextDay();
    const asked = await world.say(order, { locale });
    expect(asked.speech).toMatch(summary);
    expect(asked.sessionOpen).toBe(true);
    await world.say('', { leave: true });

    const words = digits.split(' ');
    const spoken = [...(await world.newestCode('dana'))].map((digit) => words[Number(digit)]).join(' ');
    const confirmed = await world.say(`${code} ${spoken}`, { locale });
    expect(confirmed.speech).toMatch(summary);
    expect(confirmed.sessionOpen).toBe(false);
    expect(confirmed.alexaError).toBeNull();
  });
});
