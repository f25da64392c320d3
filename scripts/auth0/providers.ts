/**
 * Who carries the tenant's messages: Twilio for the phone, an SMTP server for email. Credentials come from the
 * environment alone. What is not named stays as it is in the tenant.
 */

const phoneKeys = ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_FROM'] as const;
const emailKeys = ['SMTP_HOST', 'SMTP_PORT', 'SMTP_USER', 'SMTP_PASSWORD', 'MAIL_FROM'] as const;

export type Providers = {
  readonly phone: { readonly [key in (typeof phoneKeys)[number]]: string } | null;
  readonly email:
    | ({ readonly [key in Exclude<(typeof emailKeys)[number], 'SMTP_PORT'>]: string } & {
        readonly SMTP_PORT: number;
      })
    | null;
};

export type Environment = { readonly [key: string]: string | undefined };

/** Each provider's settings all together or none of them; problems are sentences that say what to do. */
export const readProviders = (
  environment: Environment,
): { readonly providers: Providers; readonly problems: readonly string[] } => {
  const problems: string[] = [];
  const valueOfKey = (key: string): string => environment[key]?.trim() ?? '';
  const isWanted = (keys: readonly string[]): boolean => {
    const missing = keys.filter((key) => valueOfKey(key) === '');
    if (missing.length > 0 && missing.length < keys.length)
      problems.push(`${missing.join(' and ')} must be set too: set ${keys.join(', ')}, or none of them.`);
    return missing.length === 0;
  };
  const port = Number(valueOfKey('SMTP_PORT'));
  const wantsEmail = isWanted(emailKeys);
  if (wantsEmail && !(Number.isInteger(port) && port > 0 && port < 65_536))
    problems.push('SMTP_PORT must be a whole number from 1 to 65535.');
  return {
    problems,
    providers: {
      phone: isWanted(phoneKeys)
        ? {
            TWILIO_ACCOUNT_SID: valueOfKey('TWILIO_ACCOUNT_SID'),
            TWILIO_AUTH_TOKEN: valueOfKey('TWILIO_AUTH_TOKEN'),
            TWILIO_FROM: valueOfKey('TWILIO_FROM'),
          }
        : null,
      email: wantsEmail
        ? {
            SMTP_HOST: valueOfKey('SMTP_HOST'),
            SMTP_PORT: port,
            SMTP_USER: valueOfKey('SMTP_USER'),
            SMTP_PASSWORD: valueOfKey('SMTP_PASSWORD'),
            MAIL_FROM: valueOfKey('MAIL_FROM'),
          }
        : null,
    },
  };
};
