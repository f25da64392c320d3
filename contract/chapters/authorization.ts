import type { Call, Party } from '../party.ts';
import type { Chapter } from '../recording.ts';

/** GET /authorize: what leads to the login page and what does not. Nobody signs in. */
export const authorization: Chapter = {
  title: 'authorization requests',
  run: async (party, record) => {
    const ask = (changes: Readonly<Record<string, string>>) => party.ask(authorize(party, changes));
    record('authorize.login', 'a good authorization request', await ask({}));
    record('authorize.unknown_client', 'an unknown client', await ask({ client_id: 'nobody' }));
    record(
      'authorize.foreign_callback',
      'a callback that is not allowed',
      await ask({ redirect_uri: 'https://foreign.invalid/callback' }),
    );
    record(
      'authorize.unknown_response_type',
      'an unknown response type',
      await ask({ response_type: 'none_such' }),
    );
    return null;
  },
};

const authorize = (party: Party, changes: Readonly<Record<string, string>>): Call => ({
  method: 'GET',
  path: `/authorize?${new URLSearchParams({
    client_id: party.client.id,
    response_type: 'code',
    redirect_uri: party.callback,
    scope: 'openid profile email offline_access',
    audience: party.audience,
    state: 'state',
    nonce: 'nonce',
    // Of the verifier in RFC 7636, appendix B.
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
    ...changes,
  })}`,
});
