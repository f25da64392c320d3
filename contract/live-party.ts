/** A tenant of one's own as the other side: asked over the network, its codes read by whoever holds the phone. */
import type { Call, Party, Reply } from './party.ts';
import { contentTypeOf } from './sandbox-party.ts';

export type LiveOptions = Omit<Party, 'ask'> & { readonly fetch: typeof globalThis.fetch };

const mostSeconds = 15;

export const createLiveParty = ({ fetch, ...rest }: LiveOptions): Party => ({
  ...rest,
  ask: async ({ method, path, headers, json, form }: Call): Promise<Reply> => {
    const body =
      json === undefined ? (form ? new URLSearchParams(form).toString() : null) : JSON.stringify(json);
    // The Management API, and whatever token is for it, goes by the tenant's own name.
    const management = `https://${rest.managementDomain}/api/v2/`;
    const isManagement = path.startsWith('/api/v2/') || form?.audience === management;
    const host = isManagement ? rest.managementDomain : rest.domain;
    const response = await fetch(`https://${host}${path}`, {
      method,
      headers: { ...(body === null ? {} : { 'content-type': contentTypeOf(json) }), ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(mostSeconds * 1000),
    });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    };
  },
});
