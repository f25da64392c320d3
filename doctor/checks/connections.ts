/** The passwordless connections that CHANNELS names. */
import type { Channel } from '../../src/accounts/types.ts';
import { describe, errorOf } from '../ask/call.ts';
import type { Read, SetupConnection } from '../ask/setup.ts';
import type { Check, Examination } from '../check.ts';
import { fault, ok, type Seen, unknown } from '../finding.ts';

const ids = {
  sms: { exists: 'connections.sms', code: 'connections.sms_code', signup: 'connections.sms_signup' },
  email: { exists: 'connections.email', code: 'connections.email_code', signup: 'connections.email_signup' },
} as const;

const codeDigits = 6;

export const checkConnection = (channel: Channel): Check => {
  const { exists, code, signup } = ids[channel];
  return {
    looksAt: `the connection ${channel}`,
    finds: [exists, code, signup],
    needs: ['client.secret'],
    applies: ({ subject }) => subject.settings.channels.includes(channel),
    run: async ({ setup, tenant, subject }) => {
      const read = await setup.connection(channel);
      switch (read.type) {
        case 'absent':
          return [
            fault(exists, 'There is no such connection.'),
            ...[code, signup].map((id) => unknown(id, 'There is no such connection.', `See ${exists}.`)),
          ];
        case 'hidden': {
          const unseen = 'It cannot be seen from outside.';
          return [
            await tryConnection(tenant, channel, read.because),
            unknown(code, unseen, read.because),
            unknown(signup, unseen, read.because),
          ];
        }
        case 'read':
          return [
            read.value.strategy === channel
              ? judgeEnabled(channel, await setup.isEnabled(read.value))
              : fault(exists, 'The connection of this name is of another strategy.'),
            judgeCode(code, read.value, subject.settings.codeLifetimeSeconds),
            judgeSignup(signup, read.value),
          ];
        default:
          return read satisfies never;
      }
    },
  };
};

const judgeEnabled = (channel: Channel, enabled: Read<boolean>): Seen => {
  const { exists } = ids[channel];
  if (enabled.type === 'hidden')
    return unknown(exists, 'It exists; for which clients is not shown.', enabled.because);
  return enabled.type === 'read' && enabled.value
    ? ok(exists, 'It exists and is enabled.')
    : fault(exists, 'It exists, but is not enabled for the client.');
};

/**
 * From outside: an address that is none is complained of only where the connection may be used at all. By Auth0's
 * documented errors; a tenant that complains of the address first makes a missing connection look well.
 */
const tryConnection = async (
  tenant: Examination['tenant'],
  channel: Channel,
  because: string,
): Promise<Seen> => {
  const { exists } = ids[channel];
  const answer = await tenant.tryStart(channel);
  const error = answer.type === 'answered' ? errorOf(answer) : null;
  switch (error) {
    case 'bad.connection':
      return fault(exists, 'It does not exist or is not enabled (bad.connection).');
    case 'bad.phone_number':
    case 'bad.email':
      return ok(exists, `A start with an address that is none was answered with ${error}.`);
    default:
      return unknown(
        exists,
        `A start with an address that is none was answered with ${describe(answer)}.`,
        because,
      );
  }
};

const judgeCode = (
  id: 'connections.sms_code' | 'connections.email_code',
  { options }: SetupConnection,
  leastSeconds: number,
): Seen => {
  if (!options) return unknown(id, optionsNotShown, grantOptions);
  const length = options.totp?.length ?? null;
  const seconds = options.totp?.time_step ?? null;
  if (length === null || seconds === null)
    return unknown(id, 'The Management API does not say.', 'Set both on the connection; then it says them.');
  const problems = [
    ...(length === codeDigits ? [] : [`codes have ${length} digits, not ${codeDigits}`]),
    ...(seconds >= leastSeconds
      ? []
      : [`they live ${seconds} s at Auth0, less than CODE_LIFETIME_SECONDS (${leastSeconds})`]),
  ];
  return problems.length === 0
    ? ok(id, `${length} digits, ${seconds} s.`)
    : fault(id, `As it is set, ${problems.join(', and ')}.`);
};

const judgeSignup = (
  id: 'connections.sms_signup' | 'connections.email_signup',
  { options }: SetupConnection,
): Seen => {
  if (!options) return unknown(id, optionsNotShown, grantOptions);
  return options.disable_signup === true ? ok(id, 'They are off.') : fault(id, 'They are on.');
};

const optionsNotShown = 'The Management API does not show the connection’s options.';
const grantOptions = 'Grant the set-up client read:connections_options of the Management API.';
