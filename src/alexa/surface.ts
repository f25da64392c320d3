import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../observability/log.ts';
import type { toResponse } from './answer.ts';
import type { Envelope } from './envelope-types.ts';
import { faultAnswer } from './fault-answer.ts';
import { readEnvelope } from './read-envelope.ts';
import type { Arrival } from './verify/loopback.ts';
import type { Refusal } from './verify/refusals.ts';
import type { RequestVerifier } from './verify/request-verifier.ts';

/** Why a request to `/alexa` was not answered. */
export type SurfaceRefusal =
  | Refusal
  | 'method'
  | 'content_encoding'
  | 'body_too_large'
  | 'malformed'
  | 'unreadable';

/** An Alexa response as JSON: "Request and Response JSON Reference". */
export type AlexaAnswer = ReturnType<typeof toResponse>;

export type AlexaSurfaceOptions = {
  /** By Amazon's trust anchors. */
  readonly verifier: RequestVerifier;
  /**
   * A second verifier that knows the sandbox's anchors too, and which requests it sees: `isLoopbackRequest`. Only the
   * local runtime passes one.
   */
  readonly loopback: {
    readonly verifier: RequestVerifier;
    readonly accepts: (arrival: Arrival) => boolean;
  } | null;
  readonly respond: (envelope: Envelope) => Promise<AlexaAnswer>;
  /** Said where `respond` failed, in the request's locale; plain text. */
  readonly apology: (locale: string) => string;
  readonly log: Log;
  /** For metrics. */
  readonly onRefused?: (reason: SurfaceRefusal) => void;
};

/** Alexa's requests are a few KiB; the token is the largest part. */
const largestBodyBytes = 64 * 1024;

/**
 * The HTTP edge of `/alexa`, a Fastify plugin with one route, `POST /`: verify, read, respond.
 *
 * 200 with an Alexa response; 400 for whatever is not a well-formed request of Alexa's, with `{}` and no reason, which
 * only the log and `onRefused` learn; 405 other methods; 413 above 64 KiB; 415 a compressed body. Where `respond`
 * throws, the person hears an apology (200), and a skill event is answered 500, so that Alexa delivers it again.
 */
export const alexaSurface =
  (options: AlexaSurfaceOptions) =>
  async (app: FastifyInstance): Promise<void> => {
    const refuse = (reply: FastifyReply, status: number, reason: SurfaceRefusal): FastifyReply => {
      options.log.warn('alexa.refused', { reason, status });
      options.onRefused?.(reason);
      return reply.code(status).send({});
    };

    // The signature is over the bytes, so they are kept as they are, whatever type they claim to be.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: largestBodyBytes },
      (_request, body, done) => done(null, body),
    );

    app.addHook('onRequest', async (request, reply) => {
      reply.header('cache-control', 'no-store');
      if (request.method !== 'POST') {
        return refuse(reply.headers({ allow: 'POST', connection: 'close' }), 405, 'method');
      }
      // Nothing is unpacked here, so nothing can swell.
      const encoding = request.headers['content-encoding'];
      if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
        return refuse(reply.header('connection', 'close'), 415, 'content_encoding');
      }
    });

    app.setErrorHandler(async (error, _request, reply) => {
      const status = statusOf(error);
      if (status === 413) return refuse(reply, 413, 'body_too_large');
      if (status < 500) return refuse(reply, status, 'unreadable');
      options.log.error('alexa.failed', {}, error);
      return reply.code(500).send({});
    });

    app.route({
      method: app.supportedMethods,
      url: '/',
      exposeHeadRoute: false,
      bodyLimit: largestBodyBytes,
      handler: async (request, reply) => {
        const verified = await verifierFor(options, request)(request.raw.rawHeaders, bytesOf(request));
        if (verified.type === 'refused') return refuse(reply, 400, verified.reason);
        const read = readEnvelope(verified);
        if (read.type === 'malformed') return refuse(reply, 400, 'malformed');
        try {
          return await options.respond(read.envelope);
        } catch (error) {
          options.log.error('alexa.respond_failed', { request: read.envelope.request.type }, error);
          return faultAnswer(read.envelope, options.apology) ?? reply.code(500).send({});
        }
      },
    });
  };

const verifierFor = (
  { verifier, loopback }: AlexaSurfaceOptions,
  { raw }: FastifyRequest,
): RequestVerifier => {
  if (loopback === null) return verifier;
  const { remoteAddress, localPort } = raw.socket;
  return loopback.accepts({ remoteAddress, localPort, rawHeaders: raw.rawHeaders })
    ? loopback.verifier
    : verifier;
};

const bytesOf = ({ body }: FastifyRequest): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));

/** Fastify's own errors (a body too large, cut off or of a strange length) say their status. */
const statusOf = (error: unknown): number =>
  error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : 500;
