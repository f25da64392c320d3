/** Addresses of passwordless connections, in the one form they are compared in. */

/** As /passwordless/start demands: E.164 with its plus sign. */
export const isPhoneNumber = (text: string): boolean => /^\+[0-9]{1,15}$/.test(text);

/** Good enough to send to: one @, no spaces, no control characters. */
export const isEmailAddress = (text: string): boolean =>
  text.length <= 254 && /^[^\s@<>\p{Cc}]+@[^\s@<>\p{Cc}]+\.[^\s@<>\p{Cc}]+$/u.test(text);

/** Mailboxes are told apart without regard to case. */
export const readAddress = (connection: 'sms' | 'email', text: string): string =>
  connection === 'email' ? text.toLowerCase() : text;
