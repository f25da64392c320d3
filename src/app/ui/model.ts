/** What the pages know and can do: the data as last read, and the actions. */
import type {
  ActionResult,
  ActivityData,
  OrderData,
  OrdersData,
  ProfileData,
  SessionData,
} from '../contract.ts';
import { changeText } from './changes.ts';
import { coalesce } from './coalesce.ts';
import type { Client, Read } from './data.ts';
import type { Connection, Look } from './live.ts';
import { readPages } from './read-pages.ts';
import { createStore, type Store } from './store.ts';
import { clockOffset } from './time.ts';

export type PageName = 'orders' | 'profile' | 'activity';
export type SignedInData = Extract<SessionData, { readonly signedIn: true }>;
export type Refusal = Extract<ActionResult, { readonly ok: false }>;

export type State = {
  readonly session: SessionData;
  readonly page: PageName;
  /** Null until read; lists as far as they are shown. */
  readonly orders: OrdersData | null;
  readonly profile: ProfileData | null;
  readonly activity: ActivityData | null;
  readonly connection: Connection;
  /** What a person is told without being interrupted. A new object each time, so that the same words are told twice. */
  readonly news: { readonly text: string } | null;
  /** Was signed in on this page, and is no longer. */
  readonly sessionEnded: boolean;
};

export type Model = {
  readonly base: string;
  readonly store: Store<State>;
  /** The server's clock. */
  readonly now: () => number;
  /** Reads everything shown anew. */
  readonly look: () => Promise<Look>;
  readonly show: (page: PageName) => void;
  /** One more page of past orders, or of the activity. */
  readonly loadOlder: (list: 'orders' | 'activity') => Promise<Look>;
  /** Does something, tells how it went, and reads anew. Resolves to null where it was done. */
  readonly act: (path: string, body?: object) => Promise<Refusal | null>;
  readonly tell: (text: string) => void;
};

export type ModelOptions = {
  readonly base: string;
  readonly client: Client;
  readonly page: PageName;
  readonly session: { readonly data: SessionData; readonly askedAt: number; readonly answeredAt: number };
  /** The browser's clock. */
  readonly clock: () => number;
};

/** Session data (the form token, the clock) is read again with the next look after this. */
const sessionGoodMilliseconds = 60_000;

export const createModel = ({ base, client, page, session, clock }: ModelOptions): Model => {
  const store = createStore<State>({
    session: session.data,
    page,
    orders: null,
    profile: null,
    activity: null,
    connection: 'connecting',
    news: null,
    sessionEnded: false,
  });
  let offset = 0;
  let sessionReadAt = Number.NEGATIVE_INFINITY;
  let acting = 0;
  const shownPages = { orders: 1, activity: 1 };

  const takeSession = (data: SessionData, askedAt: number, answeredAt: number) => {
    if (!data.signedIn) return endSession();
    offset = clockOffset(data.now, askedAt, answeredAt);
    sessionReadAt = answeredAt;
    store.set({ session: data });
  };

  const endSession = () => {
    if (!store.get().session.signedIn) return;
    store.set({ sessionEnded: true, orders: null, profile: null, activity: null, news: null });
  };

  const readSession = async (): Promise<Look> => {
    const askedAt = clock();
    const read = await client.readSession();
    if (read.type === 'read') takeSession(read.value, askedAt, clock());
    return store.get().sessionEnded ? 'signed_out' : read.type;
  };

  const readOrders = async (): Promise<Look> => {
    const read = await readPages(client.readOrders, shownPages.orders);
    if (read.type !== 'read') return read.type;
    const orders = joinPages(read.value, (pages) => ({ past: unique(pages.flatMap(({ past }) => past)) }));
    const { orders: before } = store.get();
    store.set({ orders });
    // What this page did itself has been told by its own answer.
    const news = before === null || acting > 0 ? null : changeText(before, orders);
    if (news !== null) tell(news);
    return 'read';
  };

  const readActivity = async (): Promise<Look> => {
    const read = await readPages(client.readActivity, shownPages.activity);
    if (read.type !== 'read') return read.type;
    store.set({
      activity: joinPages(read.value, (pages) => ({
        entries: unique(pages.flatMap(({ entries }) => entries)),
      })),
    });
    return 'read';
  };

  const readProfile = async (): Promise<Look> =>
    take(await client.readProfile(), (profile) => store.set({ profile }));

  const look = coalesce(async (): Promise<Look> => {
    if (store.get().sessionEnded) return 'signed_out';
    const shown = store.get().page;
    const looks = await Promise.all([
      readOrders(),
      ...(shown === 'profile' ? [readProfile()] : []),
      ...(shown === 'activity' ? [readActivity()] : []),
      ...(clock() - sessionReadAt > sessionGoodMilliseconds ? [readSession()] : []),
    ]);
    if (looks.includes('signed_out')) {
      endSession();
      return 'signed_out';
    }
    return looks.includes('unreachable') ? 'unreachable' : 'read';
  });

  const tell = (text: string) => store.set({ news: { text } });

  const act = async (path: string, body: object = {}): Promise<Refusal | null> => {
    const { session: current } = store.get();
    if (!current.signedIn) return null;
    store.set({ news: null });
    acting += 1;
    const result = await client.post(path, body, current.formToken);
    if (!result.ok && result.code === 'signed_out') endSession();
    // Signed in anew in another tab: the next try has the new token. It is not repeated by itself, as it may be
    // another person by now.
    if (!result.ok && result.code === 'foreign_request') sessionReadAt = Number.NEGATIVE_INFINITY;
    await look();
    acting -= 1;
    if (result.ok) tell(result.message);
    return result.ok ? null : result;
  };

  takeSession(session.data, session.askedAt, session.answeredAt);
  return {
    base,
    store,
    now: () => clock() + offset,
    look,
    show: (next) => {
      store.set({ page: next, news: null });
      void look();
    },
    loadOlder: (list) => {
      shownPages[list] += 1;
      return look();
    },
    act,
    tell,
  };
};

const take = <Value>(read: Read<Value>, onRead: (value: Value) => void): Look => {
  if (read.type === 'read') onRead(read.value);
  return read.type;
};

/** The first page as it is, with the lists of all pages and the last one's way on. */
const joinPages = <Page extends { readonly before: string | null }, Lists extends Partial<Page>>(
  pages: readonly [Page, ...Page[]],
  lists: (pages: readonly Page[]) => Lists,
): Page => ({ ...pages[0], ...lists(pages), before: pages.at(-1)?.before ?? null });

/** Something new moves the rest on by one, between the reading of two pages. */
const unique = <Entry extends Pick<OrderData, 'id'>>(entries: readonly Entry[]): readonly Entry[] => [
  ...new Map(entries.map((entry) => [entry.id, entry])).values(),
];
