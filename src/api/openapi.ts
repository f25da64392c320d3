import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { scopes } from './token.ts';

/** Collects the routes registered after it into an OpenAPI 3.1 document, from the very schemas that check them. */
export const describeRoutes = async (
  app: FastifyInstance,
  { issuerOrigin, version }: { readonly issuerOrigin: string; readonly version: string },
): Promise<void> => {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.1',
      info: {
        title: 'Sayso API',
        version,
        description:
          'Request something sensitive, receive a code on a proven phone or mailbox, confirm with the code. Problems follow RFC 9457.',
      },
      servers: [{ url: app.prefix || '/' }],
      components: {
        securitySchemes: {
          oauth: {
            type: 'oauth2',
            flows: {
              authorizationCode: {
                authorizationUrl: `${issuerOrigin}/authorize`,
                tokenUrl: `${issuerOrigin}/oauth/token`,
                scopes: {
                  [scopes.read]: 'Read one’s transactions',
                  [scopes.request]: 'Request, resend and cancel',
                  [scopes.confirm]: 'Confirm with a code',
                },
              },
            },
          },
        },
      },
    },
    refResolver: {
      buildLocalReference: (json, _baseUri, _fragment, index) =>
        typeof json.$id === 'string' ? json.$id : `schema-${index}`,
    },
  });
};
