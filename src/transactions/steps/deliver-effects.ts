import type { Command, Delivery } from '../command.ts';
import type { EffectStore, StoredEffect } from '../ports.ts';
import { seconds } from '../time.ts';
import { type StepPorts, takeStep } from './take-step.ts';

export type EffectPorts = StepPorts & {
  readonly effects: EffectStore;
  readonly findCommand: (name: string) => Command | undefined;
};

/** How long one worker may hold an effect; twice the time a delivery gets. */
const leaseSeconds = 20;
const deliverySeconds = 10;
const mostAtOnce = 20;

/** After this many deliveries without an answer the transaction is `failed`: about a day. */
const mostAttempts = 30;

/** Delivers what is due, at least once each (rule 10). Returns how many were settled. */
export const deliverDueEffects = async (ports: EffectPorts): Promise<number> => {
  const now = ports.now();
  const due = await ports.effects.take(now, now + seconds(leaseSeconds), mostAtOnce);
  const deliveries = await Promise.all(due.map((effect) => deliver(ports, effect)));
  return deliveries.filter((delivery) => delivery !== 'retry').length;
};

/** Delivers the effect of one transaction now, if nobody else is at it. */
export const deliverEffectOf = async (
  ports: EffectPorts,
  transactionId: string,
): Promise<Delivery | 'not_due'> => {
  const now = ports.now();
  const effect = await ports.effects.takeOne(transactionId, now, now + seconds(leaseSeconds));
  return effect ? deliver(ports, effect) : 'not_due';
};

const deliver = async (ports: EffectPorts, effect: StoredEffect): Promise<Delivery> => {
  const delivery = await attempt(ports, effect);
  if (delivery === 'retry') {
    await ports.effects.postpone(effect.transactionId, ports.now() + retryPause(effect.attempts));
    return 'retry';
  }
  const settled = await takeStep(
    ports,
    effect.accountId,
    { type: 'executed', outcome: delivery },
    { transactionId: effect.transactionId },
  );
  // Not stored: the lease runs out and it is delivered again, with the same key.
  if (!settled.ok && settled.failure.type === 'busy') return 'retry';
  await ports.effects.remove(effect.transactionId);
  return delivery;
};

const attempt = async (ports: EffectPorts, effect: StoredEffect): Promise<Delivery> => {
  const command = ports.findCommand(effect.command);
  if (command?.deliver === undefined) return 'failed';
  try {
    const delivery = await command.deliver(
      effect,
      effect.transactionId,
      AbortSignal.timeout(seconds(deliverySeconds)),
    );
    return delivery === 'retry' && effect.attempts + 1 >= mostAttempts ? 'failed' : delivery;
  } catch {
    // A business that throws has not said what became of it: try again, with the same key.
    return effect.attempts + 1 >= mostAttempts ? 'failed' : 'retry';
  }
};

/** 1 s, 2 s, 4 s … at most one hour. */
const retryPause = (attempts: number): number => seconds(Math.min(2 ** attempts, 60 * 60));
