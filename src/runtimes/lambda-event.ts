/** The events of a Function URL and of an HTTP API of API Gateway, which are the same: payload format 2.0. */
import { isUtf8 } from 'node:buffer';
import { awsLambdaFastify } from '@fastify/aws-lambda';
import { type Static, Type } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import type { FastifyInstance } from 'fastify';

/** API Gateway, "AWS Lambda proxy integrations for HTTP APIs", payload format 2.0, as far as it is read. */
const shape = Type.Object({
  version: Type.Literal('2.0'),
  rawPath: Type.String(),
  rawQueryString: Type.String(),
  /** Names in lower case; what was sent twice is joined with a comma. */
  headers: Type.Record(Type.String(), Type.String()),
  cookies: Type.Optional(Type.Array(Type.String())),
  body: Type.Optional(Type.String()),
  isBase64Encoded: Type.Boolean(),
  requestContext: Type.Object({
    http: Type.Object({ method: Type.String(), sourceIp: Type.String() }),
  }),
});

export type HttpEvent = Static<typeof shape>;

const compiled = TypeCompiler.Compile(shape);

export const isHttpEvent = (event: unknown): event is HttpEvent => compiled.Check(event);

/** Whether the path is one of this host's: `/\[` reads as another host’s address, or as none at all. */
export const hasOwnPath = ({ rawPath }: HttpEvent): boolean =>
  rawPath.startsWith('/') && !/[\\\p{Cc}]/u.test(rawPath);

export type HttpAnswer = {
  readonly statusCode: number;
  readonly headers: { readonly [name: string]: string };
  readonly cookies?: readonly string[];
  readonly body: string;
  readonly isBase64Encoded?: boolean;
};

/** The server's answer, without a socket. Alexa's signature is over the body's bytes, and they arrive as they were. */
export const answerHttpEvent = async (server: FastifyInstance, event: HttpEvent): Promise<HttpAnswer> => {
  const ask = awsLambdaFastify<unknown>(server, {
    decorateRequest: false,
    // What is not text travels in base64.
    enforceBase64: ({ rawPayload }) => !isUtf8(rawPayload),
  });
  return ask(withQueryInPath(event), {});
};

/**
 * What is read of the event, and nothing else: `queryStringParameters` would be put together again in place of the query
 * as it was sent, with two values for one that holds a comma.
 */
const withQueryInPath = (event: HttpEvent) => {
  const { version, rawPath, rawQueryString, headers, cookies, body, isBase64Encoded, requestContext } = event;
  return {
    version,
    rawPath: rawQueryString === '' ? rawPath : `${rawPath}?${rawQueryString}`,
    headers,
    cookies,
    body,
    isBase64Encoded,
    requestContext,
  };
};
