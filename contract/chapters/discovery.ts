import { jsonOf, type Reply } from '../party.ts';
import type { Chapter } from '../recording.ts';

/** OpenID Connect Discovery 1.0 and the keys: the parts that the application reads. */
export const discovery: Chapter = {
  title: 'discovery and keys',
  run: async ({ ask }, record) => {
    const document = await ask({ method: 'GET', path: '/.well-known/openid-configuration' });
    record('discovery.document', 'the discovery document', only(document, membersRead));
    const keys = await ask({ method: 'GET', path: '/.well-known/jwks.json' });
    record('discovery.keys', 'the published keys', keys);
    return null;
  },
};

const membersRead = [
  'issuer',
  'authorization_endpoint',
  'token_endpoint',
  'userinfo_endpoint',
  'jwks_uri',
  'revocation_endpoint',
  'end_session_endpoint',
];

/** A tenant offers more than we use: that is no difference. */
const only = (reply: Reply, members: readonly string[]): Reply => {
  const document = jsonOf(reply);
  if (typeof document !== 'object' || document === null) return reply;
  const kept = Object.entries(document).filter(([name]) => members.includes(name));
  return { ...reply, body: JSON.stringify(Object.fromEntries(kept)) };
};
