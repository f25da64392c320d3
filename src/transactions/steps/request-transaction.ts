import type { Actor } from '../actor.ts';
import type { Command } from '../command.ts';
import { fail, type Result } from '../failures.ts';
import type { AccountState, Channel, Contact, Json, Locale } from '../model.ts';
import type { Change } from '../ports.ts';
import { chooseContact } from '../rules/choose-contact.ts';
import { type SendPorts, sendCode } from './send-code.ts';
import { takeStep } from './take-step.ts';

export type WantedCommand = {
  readonly command: Command;
  readonly details: Json;
  readonly locale: Locale;
  readonly payee: string;
};

export type RequestPorts = SendPorts & {
  readonly newId: () => string;
  /** Channels the tenant offers, in the order of preference. */
  readonly channels: readonly Channel[];
};

/**
 * A new transaction with its code sent: `requested`, its last challenge `live`.
 * Fails with locked, frozen, no_contact, still_sending, quiet, sends_limited, sending_failed, replayed or busy.
 */
export const requestTransaction = async (
  ports: RequestPorts,
  actor: Actor,
  wanted: WantedCommand,
  signal: AbortSignal,
  idempotency: Pick<NonNullable<Change['idempotency']>, 'key' | 'fingerprint' | 'keepUntil'> | null = null,
): Promise<Result<AccountState>> => {
  const transactionId = ports.newId();
  const challengeId = ports.newId();
  const description = wanted.command.describe(wanted.details, wanted.locale);
  let contact: Contact | null = null;

  const requested = await takeStep(
    ports,
    actor.accountId,
    (state) => {
      contact = chooseContact(state.contacts, ports.channels);
      return {
        type: 'request',
        challengeId,
        contact,
        wanted: {
          id: transactionId,
          command: wanted.command.name,
          details: wanted.details,
          ...description,
          payee: wanted.payee,
          locale: wanted.locale,
          surface: actor.surface,
          session: actor.session,
          linkId: actor.linkId,
        },
      };
    },
    {
      beside: () => ({
        request: actor.request,
        idempotency: idempotency && { ...idempotency, transactionId },
      }),
    },
  );
  if (!requested.ok) return requested;
  if (contact === null) return fail({ type: 'no_contact' });
  return sendCode(ports, requested.value, contact, signal);
};
