/** The numbers behind the rules. Settings may tighten the lifetime of a code; nothing loosens any of them. */
export type Limits = { readonly [name in keyof typeof limits]: number };

export const limits = {
  /** How long a transaction waits for its code. */
  transactionLifetimeSeconds: 15 * 60,
  /** How long a code is taken; Auth0's own default (`totp.time_step`) is the same. */
  challengeLifetimeSeconds: 180,
  /** A sending not answered by then reads `send_failed`. */
  sendingDeadlineSeconds: 10,
  /** A check not settled by then no longer holds a transaction open. */
  checkingDeadlineSeconds: 10,
  triesPerTransaction: 3,
  sendsPerTransaction: 3,
  resendPauseSeconds: 60,
  /** After a sending with unknown outcome: its late code could become valid for the next transaction. */
  quietSeconds: 60,
  /** Wrong codes in a row, across transactions, that lock confirmation (NIST SP 800-63B-4, 3.2.2). */
  wrongCodesInARow: 10,
  /** Sendings since the last confirmed transaction: a limit on what strangers can make a phone do. */
  sendsPerHour: 5,
  sendsPerDay: 10,
  replacementsPerWindow: 3,
  replacementWindowSeconds: 10 * 60,
  freezeSeconds: 10 * 60,
} as const;

export const codeDigits = 6;
