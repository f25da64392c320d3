/** The checks in the order in which they run: what costs nothing first, what others build on before them. */
import type { Check } from './check.ts';
import { checkApiSettings, checkAudience } from './checks/api.ts';
import { checkCallbacks } from './checks/callbacks.ts';
import { checkClient, checkGrants, checkManagementScopes } from './checks/client.ts';
import { checkConnection } from './checks/connections.ts';
import { checkRefreshTokens } from './checks/refresh-tokens.ts';
import { checkSettings } from './checks/settings.ts';
import { checkSignatures, checkSignedRequest } from './checks/signatures.ts';
import { checkSkillAddress, checkSkillClock, checkSkillHealth, checkSkillReachable } from './checks/skill.ts';
import { checkIssuer, checkKeys, checkTenantClock, checkTenantReachable } from './checks/tenant.ts';
import { checkUser } from './checks/user.ts';

export const checks: readonly Check[] = [
  checkSettings,

  checkTenantReachable,
  checkIssuer,
  checkKeys,
  checkTenantClock,

  checkSkillAddress,
  checkSkillReachable,
  checkSkillClock,
  checkSkillHealth,
  checkSignatures,
  checkSignedRequest,

  checkClient,
  checkGrants,
  checkManagementScopes,
  checkConnection('sms'),
  checkConnection('email'),
  checkCallbacks,
  checkAudience,
  checkApiSettings,
  checkRefreshTokens,

  checkUser,
];
