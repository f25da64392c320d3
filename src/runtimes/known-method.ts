/** The methods that hosts hand on: a request with any other is answered before the application sees it. */
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

/** Null: one that nothing here answers. */
export const knownMethod = (method: string | undefined): (typeof methods)[number] | null =>
  methods.find((known) => known === method) ?? null;
