import type { FastifyReply, FastifyRequest } from 'fastify';

export type LeadAliasesOptions = {
  /** Other names of this host, with their ports. */
  readonly aliases: readonly string[];
  /** `https://localhost:7100` */
  readonly origin: string;
  /** Where the web application is: `/app`. */
  readonly base: string;
};

/** A hook that leads browsers from our other names to `origin`: cookies and the tenant's callback belong to one name. */
export const leadAliases = ({ aliases, origin, base }: LeadAliasesOptions) => {
  const others = new Set(aliases);
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    if (request.method !== 'GET' || !others.has(request.host) || !request.url.startsWith(base)) return;
    return reply.redirect(`${origin}${request.url}`, 307);
  };
};
