import type { Figure } from '../figure.ts';
import { median } from '../median.ts';
import type { World } from '../world.ts';

/** A warm verification of a request (all rules but rule 7) against `crypto.verify` alone: the share that is not ours. */
export const measureVerification = async ({
  verifier,
  certificates,
  sign,
  people,
}: World): Promise<Figure[]> => {
  const [person] = people;
  if (person === undefined) throw new Error('nobody speaks');
  const figures: Figure[] = [];
  for (const spoken of ['launch', 'order'] as const) {
    const { headers, body } = sign(spoken, person);
    const child = verifier();
    const timings = await child.call('measure', {
      signing: certificates.signing,
      headers,
      body,
      repeats: 21,
      requests: 1000,
    });
    await child.stop();
    const [ours, bare] = [median(timings.map((one) => one.ours)), median(timings.map((one) => one.bare))];
    figures.push({
      name: `warm verification, ${spoken}: crypto.verify alone / all of it`,
      value: median(timings.map((one) => one.bare / one.ours)),
      unit: '',
      goal: { atLeast: 0.65 },
      detail: `${bare.toFixed(1)} / ${ours.toFixed(1)} µs, request of ${body.length} bytes`,
    });
  }
  return figures;
};
