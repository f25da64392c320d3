/** Who carries messages: /api/v2/emails/provider and /api/v2/branding/phone/providers. Credentials are never shown. */
import { emailProviderBody, phoneProviderBody } from '../configuration/providers.ts';
import type { TenantContext } from '../context.ts';
import { type Answer, json } from '../http/answer.ts';
import { replaceItem, withBody } from './change.ts';
import { managementErrors } from './errors.ts';

export const getEmailProvider = (tenant: TenantContext): Answer =>
  tenant.configuration.email_provider === null
    ? managementErrors.unknown('email provider')
    : json(200, tenant.configuration.email_provider);

export const createEmailProvider = withBody(emailProviderBody, (tenant, { credentials: _, ...provider }) => {
  if (tenant.configuration.email_provider !== null)
    return managementErrors.conflict('The email provider is already configured');
  tenant.configuration.email_provider = provider;
  return json(201, provider);
});

export const changeEmailProvider = withBody(emailProviderBody, (tenant, { credentials: _, ...provider }) => {
  if (tenant.configuration.email_provider === null) return managementErrors.unknown('email provider');
  tenant.configuration.email_provider = provider;
  return json(200, provider);
});

export const listPhoneProviders = (tenant: TenantContext): Answer =>
  json(200, { providers: tenant.configuration.phone_providers });

export const createPhoneProvider = withBody(phoneProviderBody, (tenant, { credentials: _, ...body }) => {
  const { phone_providers } = tenant.configuration;
  if (phone_providers.length > 0) return managementErrors.conflict('The tenant has a phone provider already');
  const provider = { id: `pro_${tenant.random.objectId().slice(0, 16)}`, ...body };
  phone_providers.push(provider);
  return json(201, provider);
});

export const changePhoneProvider = withBody(
  phoneProviderBody,
  (tenant, { credentials: _, ...body }, request) => {
    const { phone_providers } = tenant.configuration;
    const provider = phone_providers.find(({ id }) => id === request.params.get('id'));
    if (provider === undefined) return managementErrors.unknown('phone provider');
    return json(200, replaceItem(phone_providers, provider, { id: provider.id, ...body }));
  },
);
