import { askForTokens, managementAudience, revokeToken } from '../asking.ts';
import type { Chapter } from '../recording.ts';

/** POST /oauth/token and /oauth/revoke without a person: client credentials, and what is refused. */
export const tokens: Chapter = {
  title: 'the token endpoint',
  run: async (party, record) => {
    const ask = (fields: Readonly<Record<string, string>>) => askForTokens(party, fields);
    const credentials = { grant_type: 'client_credentials', audience: managementAudience(party) };
    record('tokens.client_credentials', 'client credentials for the Management API', await ask(credentials));
    record(
      'tokens.wrong_secret',
      'a wrong client secret',
      await ask({ ...credentials, client_secret: 'wrong' }),
    );
    record('tokens.unknown_client', 'an unknown client', await ask({ ...credentials, client_id: 'nobody' }));
    record(
      'tokens.unknown_audience',
      'client credentials for an unknown audience',
      await ask({ ...credentials, audience: 'https://nowhere.invalid' }),
    );
    record('tokens.unknown_grant', 'an unknown grant type', await ask({ grant_type: 'none_such' }));
    record(
      'tokens.bad_code',
      'an authorization code that nobody was given',
      await ask({
        grant_type: 'authorization_code',
        code: 'nobody-was-given-this',
        redirect_uri: party.callback,
      }),
    );
    record(
      'tokens.bad_refresh_token',
      'a refresh token that nobody was given',
      await ask({ grant_type: 'refresh_token', refresh_token: 'nobody-was-given-this' }),
    );
    record(
      'tokens.revoke_unknown',
      'revoking a refresh token that nobody was given',
      await revokeToken(party, 'nobody-was-given-this'),
    );
    return null;
  },
};
