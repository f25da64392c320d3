/** The names under which calls are counted and faults aim at them: one per route, and one per grant at /oauth/token. */

export const callNames = [
  'discovery',
  'jwks',
  'authorize',
  'page',
  'logout',
  'token:authorization_code',
  'token:refresh_token',
  'token:client_credentials',
  'token:passwordless_otp',
  'token:unsupported',
  'passwordless_start',
  'revoke',
  'userinfo',
  'management:users',
  'management:settings',
] as const;

export type CallName = (typeof callNames)[number];

export type CallCounts = Record<CallName, number>;

export const noCalls = (): CallCounts => ({
  discovery: 0,
  jwks: 0,
  authorize: 0,
  page: 0,
  logout: 0,
  'token:authorization_code': 0,
  'token:refresh_token': 0,
  'token:client_credentials': 0,
  'token:passwordless_otp': 0,
  'token:unsupported': 0,
  passwordless_start: 0,
  revoke: 0,
  userinfo: 0,
  'management:users': 0,
  'management:settings': 0,
});
