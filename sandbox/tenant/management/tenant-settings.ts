/** What the tenant calls itself: /api/v2/tenants/settings. */
import { tenantSettingsBody } from '../configuration/tenant-settings.ts';
import type { TenantContext } from '../context.ts';
import { type Answer, json } from '../http/answer.ts';
import { withBody } from './change.ts';

export const getTenantSettings = (tenant: TenantContext): Answer =>
  json(200, { ...tenant.configuration.tenant, flags: {} });

export const changeTenantSettings = withBody(tenantSettingsBody, (tenant, changes) => {
  Object.assign(tenant.configuration.tenant, changes);
  return getTenantSettings(tenant);
});
