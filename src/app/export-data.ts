/** Everything known of an account, for its owner: in full, not masked, without what only guards it. */
import type { Actor } from '../transactions/actor.ts';
import type { TransactionRecord } from '../transactions/ports.ts';
import { toldTypes } from './activity-text.ts';
import { browserName } from './browser-name.ts';
import type { AppContext } from './context.ts';

const pageLength = 100;

export const exportData = async (context: AppContext, actor: Actor): Promise<object | null> => {
  const { options, sessions } = context;
  const current = await options.operations.current(actor);
  if (!current.ok) return null;
  const { account, contacts } = current.value;
  const [orders, activity, links, standing, change] = await Promise.all([
    readAll((last: TransactionRecord | null) =>
      options.operations.list(actor, { limit: pageLength, beforeId: last?.transaction.id ?? null }),
    ),
    readAll((last: { readonly id: string } | null) =>
      options.activity.list(account.id, { types: toldTypes, limit: pageLength, before: last?.id ?? null }),
    ),
    options.links(actor),
    sessions.list(account.id),
    options.phone.read(account.id),
  ]);
  return {
    exportedAt: iso(options.now()),
    account: { id: account.id, issuer: account.issuer, subject: account.subject },
    contacts: contacts.map(({ channel, address, provenAt, checkedAt }) => ({
      channel,
      address,
      provenAt: iso(provenAt),
      checkedAt: iso(checkedAt),
    })),
    phoneBeingProven: change?.phone?.address ?? null,
    orders: orders.map(presentRecord),
    alexaAccounts: links.map(({ linkedAt, endedAt }) => ({
      linkedAt: iso(linkedAt),
      endedAt: endedAt === null ? null : iso(endedAt),
    })),
    sessions: standing.map(({ userAgent, createdAt, seenAt }) => ({
      browser: browserName(userAgent),
      userAgent,
      signedInAt: iso(createdAt),
      seenAt: iso(seenAt),
    })),
    activity: activity.map(({ at, type, data }) => ({ at: iso(at), type, data })),
  };
};

const presentRecord = ({ transaction, challenges }: TransactionRecord) => ({
  id: transaction.id,
  command: transaction.command,
  details: transaction.details,
  summary: transaction.summary,
  destination: transaction.destination,
  amount: transaction.amount,
  payee: transaction.payee,
  locale: transaction.locale,
  askedThrough: transaction.surface,
  state: transaction.state,
  reason: transaction.cancelReason,
  requestedAt: iso(transaction.requestedAt),
  settledAt: transaction.settledAt === null ? null : iso(transaction.settledAt),
  codes: challenges.map(({ channel, hint, state, startedAt }) => ({
    channel,
    hint,
    state,
    sentAt: iso(startedAt),
  })),
});

/** Page after page, each after the last entry of the one before. */
const readAll = async <Entry>(
  read: (last: Entry | null) => Promise<readonly Entry[]>,
): Promise<readonly Entry[]> => {
  const all: Entry[] = [];
  let page = await read(null);
  while (page.length > 0) {
    all.push(...page);
    if (page.length < pageLength) break;
    page = await read(page.at(-1) ?? null);
  }
  return all;
};

const iso = (at: number): string => new Date(at).toISOString();
