/** Sends a code through its connection's template, with whatever may happen to a message on the way. */
import { parse } from 'node-html-parser';
import type { PasswordlessConnection } from '../configuration.ts';
import type { TenantContext } from '../context.ts';

/**
 * False where the provider refused the message. A late or lost one is no refusal: the provider took it.
 */
export const sendCode = async (
  tenant: TenantContext,
  connection: PasswordlessConnection,
  address: string,
  code: string,
): Promise<boolean> => {
  const { faults } = tenant;
  switch (connection.strategy) {
    case 'sms': {
      if (faults.smsProviderError) return false;
      const text = connection.options.template.replaceAll('@@password@@', code);
      return dispatch(tenant, faults.smsLost, faults.smsLateSeconds, () => tenant.deliver.sms(address, text));
    }
    case 'email': {
      const { subject, body } = connection.options.email;
      const text = parse(body.replaceAll(/\{\{\s*code\s*\}\}/g, code)).structuredText;
      return dispatch(tenant, faults.emailLost, faults.emailLateSeconds, () =>
        tenant.deliver.email(address, subject, text),
      );
    }
    default:
      return connection satisfies never;
  }
};

const dispatch = async (
  tenant: TenantContext,
  lost: boolean,
  lateSeconds: number,
  deliver: () => Promise<void>,
): Promise<boolean> => {
  if (lost) return true;
  if (lateSeconds === 0) return accepted(deliver());
  tenant.after(lateSeconds * 1000, () => {
    // By then nobody waits for the provider's answer.
    void accepted(deliver());
  });
  return true;
};

const accepted = (delivery: Promise<void>): Promise<boolean> =>
  delivery.then(
    () => true,
    () => false,
  );
