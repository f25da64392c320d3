/** The calls that several chapters make. */
import { type Channel, type Party, type Reply, textIn } from './party.ts';

export const managementAudience = ({ managementDomain }: Party): string =>
  `https://${managementDomain}/api/v2/`;

export const askForTokens = (
  { ask, client }: Party,
  fields: Readonly<Record<string, string>>,
): Promise<Reply> =>
  ask({
    method: 'POST',
    path: '/oauth/token',
    form: { client_id: client.id, client_secret: client.secret, ...fields },
  });

/** Null where the client may not have one. */
export const managementToken = async (party: Party): Promise<string | null> => {
  const credentials = { grant_type: 'client_credentials', audience: managementAudience(party) };
  return textIn(await askForTokens(party, credentials), 'access_token');
};

export const startCode = ({ ask, client }: Party, fields: Readonly<Record<string, string>>): Promise<Reply> =>
  ask({
    method: 'POST',
    path: '/passwordless/start',
    json: { client_id: client.id, client_secret: client.secret, send: 'code', ...fields },
  });

export const checkCode = (party: Party, channel: Channel, contact: string, code: string): Promise<Reply> =>
  askForTokens(party, {
    grant_type: 'http://auth0.com/oauth/grant-type/passwordless/otp',
    realm: channel,
    username: contact,
    otp: code,
    audience: party.audience,
    scope: 'openid offline_access',
  });

/** RFC 7009, in Auth0's JSON. */
export const revokeToken = ({ ask, client }: Party, token: string): Promise<Reply> =>
  ask({
    method: 'POST',
    path: '/oauth/revoke',
    json: { client_id: client.id, client_secret: client.secret, token },
  });
