import type { Contact } from './types.ts';

/**
 * What may be shown and spoken of a contact: the last two digits of a phone ("42"), the first letter and the domain
 * of a mailbox ("d…@example.com"). Enough for its owner to know it, not enough for anybody else to reach it.
 */
export const contactHint = ({ channel, address }: Pick<Contact, 'channel' | 'address'>): string => {
  switch (channel) {
    case 'sms':
      return address.slice(-2);
    case 'email': {
      const at = address.lastIndexOf('@');
      // A local part of one letter would be told whole.
      return `${at > 1 ? address.slice(0, 1) : ''}…${address.slice(at)}`;
    }
    default:
      return channel satisfies never;
  }
};
