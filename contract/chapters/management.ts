import { managementToken } from '../asking.ts';
import type { Chapter } from '../recording.ts';

/** The Management API with the scopes that the application has; nothing is changed. */
export const management: Chapter = {
  title: 'the Management API',
  run: async (party, record) => {
    const token = await managementToken(party);
    if (token === null)
      return 'the client got no token for the Management API: see tokens.client_credentials.';
    const read = (path: string, authorization: string | null = `Bearer ${token}`) =>
      party.ask({
        method: 'GET',
        path: `/api/v2/${path}`,
        headers: authorization === null ? {} : { authorization },
      });
    const user = `users/${encodeURIComponent(party.userId)}`;
    record('management.user', 'a user', await read(user));
    record('management.unknown_user', 'a user that there is not', await read('users/auth0%7Cnobody'));
    record('management.without_token', 'a call without a token', await read(user, null));
    record('management.bad_token', 'a call with a token that is none', await read(user, 'Bearer none'));
    // Should a tenant allow it after all, no client's secret comes with the answer.
    record(
      'management.without_scope',
      'a call that needs a scope we do not have',
      await read('clients?fields=client_id&per_page=1'),
    );
    const malformed = await party.ask({
      method: 'POST',
      path: '/api/v2/users',
      headers: { authorization: `Bearer ${token}` },
      json: { connection: 'sms' },
    });
    record('management.malformed_user', 'making a passwordless user without a phone', malformed);
    return null;
  },
};
