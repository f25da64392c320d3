/** Who calls: a bearer token becomes an actor, or a problem that says what is wrong with it. The only place in `api` that makes actors. */
import type { AccountDirectory } from '../accounts/ports.ts';
import { type Actor, authenticatedAs } from '../transactions/actor.ts';
import type { Clock, NewId } from '../transactions/ports.ts';
import type { HttpProblemCode } from './problems.ts';
import type { Scope, VerifyToken } from './token.ts';

export type BearerPorts = {
  readonly verifyToken: VerifyToken;
  readonly directory: Pick<AccountDirectory, 'findOrCreate'>;
  readonly newId: NewId;
  readonly now: Clock;
};

/** The parts of a request that say who calls. */
export type Credentials = {
  readonly authorization: string | undefined;
  /** Whether the URL carries an `access_token` (RFC 6750, 2.3), which is refused. */
  readonly tokenInUrl: boolean;
  /** `Sayso-Session`: the caller's own name for one conversation. */
  readonly session: string | undefined;
};

export type Authentication =
  | { readonly type: 'authenticated'; readonly actor: Actor }
  | {
      readonly type: 'refused';
      readonly problem: HttpProblemCode;
      /** `WWW-Authenticate` (RFC 6750, 3); null where a token would not help. */
      readonly challenge: string | null;
      readonly scope?: Scope;
    };

/** b64token of RFC 6750, 2.1; the scheme's name is case-insensitive (RFC 9110, 11.1). */
const bearerPattern = /^Bearer +([A-Za-z0-9\-._~+/]+=*)$/i;

/** Visible ASCII; compared, never shown. */
const sessionPattern = /^[\x21-\x7e]{1,128}$/;

/** Tokens longer than this are none of ours: nobody shall make us hash or parse them. */
const longestTokenCharacters = 8192;

/**
 * Verifies the token and finds its account. A call without a `Sayso-Session` header belongs to one common session of
 * the API; one with it never equals a session of another surface.
 */
export const authenticateBearer = async (
  ports: BearerPorts,
  credentials: Credentials,
  scope: Scope,
): Promise<Authentication> => {
  if (credentials.tokenInUrl) return refuse('token_in_url', 'error="invalid_request"');
  if (credentials.authorization === undefined) return refuse('token_missing');
  const token = bearerPattern.exec(credentials.authorization)?.[1];
  if (token === undefined || token.length > longestTokenCharacters) return invalid;
  const session = credentials.session;
  if (session !== undefined && !sessionPattern.test(session)) {
    return { type: 'refused', problem: 'invalid_request', challenge: null };
  }

  const verdict = await ports.verifyToken(token);
  switch (verdict.type) {
    case 'invalid':
      return invalid;
    case 'expired':
      return refuse('token_expired', 'error="invalid_token", error_description="The access token expired"');
    case 'unavailable':
      return { type: 'refused', problem: 'keys_unavailable', challenge: null };
    case 'valid': {
      const { issuer, subject, scopes } = verdict.claims;
      if (!scopes.has(scope)) {
        return { ...refuse('insufficient_scope', `error="insufficient_scope", scope="${scope}"`), scope };
      }
      const account = await ports.directory.findOrCreate({
        issuer,
        subject,
        newId: ports.newId(),
        now: ports.now(),
      });
      const actor = authenticatedAs({
        accountId: account.id,
        surface: 'api',
        session: session === undefined ? 'api' : `api:${session}`,
        linkId: null,
        request: null,
      });
      return { type: 'authenticated', actor };
    }
    default:
      return verdict satisfies never;
  }
};

const refuse = (problem: HttpProblemCode, error?: string) => ({
  type: 'refused' as const,
  problem,
  challenge: error === undefined ? 'Bearer realm="sayso"' : `Bearer realm="sayso", ${error}`,
});

const invalid = refuse('token_invalid', 'error="invalid_token"');
