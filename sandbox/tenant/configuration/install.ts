/** Puts a seed into a kept configuration, as an import does: what it names is set, anything else stays. */
import type { Configuration } from './kept.ts';

export type ConfigurationSeed = Pick<
  Configuration,
  'tenant' | 'resource_servers' | 'clients' | 'connections' | 'client_grants' | 'attack_protection'
>;

export const installSeed = (kept: Configuration, seed: Readonly<ConfigurationSeed>): void => {
  kept.tenant = { ...kept.tenant, ...seed.tenant };
  kept.resource_servers = replaced(kept.resource_servers, seed.resource_servers, (api) => api.identifier);
  kept.clients = replaced(kept.clients, seed.clients, (client) => client.client_id);
  kept.connections = replaced(kept.connections, seed.connections, (connection) => connection.name);
  kept.client_grants = replaced(
    kept.client_grants,
    seed.client_grants,
    (grant) => `${grant.client_id} ${grant.audience}`,
  );
  kept.attack_protection = structuredClone(seed.attack_protection);
};

/** Copies: the Management API changes what is kept in place, and a seed serves more than one tenant. */
const replaced = <Item>(
  kept: readonly Item[],
  seeded: readonly Item[],
  keyOf: (item: Item) => string,
): Item[] => {
  const named = new Set(seeded.map(keyOf));
  return [...structuredClone(seeded), ...kept.filter((item) => !named.has(keyOf(item)))];
};
