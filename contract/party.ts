/** One side of the comparison: a tenant that can be asked, and whom it may be asked about. */

export type Call = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** With its query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** At most one of the two. */
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
};

export type Reply = {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
};

export type Channel = 'sms' | 'email';

export type Party = {
  /** `account.auth0.com`. */
  readonly domain: string;
  /** That of its Management API: the same, but on a custom domain. */
  readonly managementDomain: string;
  /** Follows no redirect. Rejects where nobody answers. */
  readonly ask: (call: Call) => Promise<Reply>;
  readonly client: { readonly id: string; readonly secret: string };
  readonly audience: string;
  /** An allowed callback of the client. */
  readonly callback: string;
  /** The throw-away user that identities are linked to, and from which they are taken again. */
  readonly userId: string;
  /** Where codes may be sent; a channel that is absent is not looked at. */
  readonly contacts: { readonly [channel in Channel]?: string };
  /** The code of the last message, as the holder of the contact reads it; null where none came. */
  readonly readCode: (channel: Channel) => Promise<string | null>;
};

/** An answer's JSON; undefined where it is none. */
export const jsonOf = ({ body }: Reply): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

/** A text field of an answer's JSON object. */
export const textIn = (reply: Reply, name: string): string | null => {
  const json = jsonOf(reply);
  if (typeof json !== 'object' || json === null) return null;
  const value = new Map(Object.entries(json)).get(name);
  return typeof value === 'string' ? value : null;
};
