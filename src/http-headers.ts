/**
 * Security headers, one set per surface. `application.ts` registers `baseHeaders` at the root, which is the strictest,
 * and each surface inside `withHeaders`.
 */
import helmet, { type FastifyHelmetOptions } from '@fastify/helmet';
import type { FastifyPluginAsync } from 'fastify';

export type HeaderOptions = {
  /** False only where we are reached under loopback alone: a browser would remember it for every port (rule 11). */
  readonly hsts: boolean;
};

const twoYearsSeconds = 2 * 365 * 24 * 60 * 60;

const common = ({ hsts }: HeaderOptions): FastifyHelmetOptions => ({
  strictTransportSecurity: hsts ? { maxAge: twoYearsSeconds, includeSubDomains: true } : false,
  crossOriginOpenerPolicy: { policy: 'same-origin' },
  crossOriginResourcePolicy: { policy: 'same-origin' },
  xFrameOptions: { action: 'deny' },
});

/** For what no browser shows: `/alexa`, `/api`, health, and whatever matches no route. */
export const baseHeaders = (options: HeaderOptions): FastifyHelmetOptions => ({
  ...common(options),
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
    },
  },
  referrerPolicy: { policy: 'no-referrer' },
});

/** For the web application: its own styles, scripts and images, and nothing inline. */
export const appHeaders = (
  options: HeaderOptions & {
    /** The tenant's origin: forms lead there by redirect (sign in again, sign out), which `form-action` covers. */
    readonly issuerOrigin: string;
    /** Where else scripts may connect: Pusher's socket, where it is set up. */
    readonly liveOrigins?: readonly string[];
  },
): FastifyHelmetOptions => ({
  ...common(options),
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'", ...(options.liveOrigins ?? [])],
      formAction: ["'self'", options.issuerOrigin],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
      objectSrc: ["'none'"],
    },
  },
  // Not `no-referrer`: under it browsers send `Origin: null` with our own forms, which csrf.ts refuses.
  referrerPolicy: { policy: 'same-origin' },
});

/** A surface with its own headers, errors and unknown addresses included. */
export const withHeaders =
  (headers: FastifyHelmetOptions, surface: FastifyPluginAsync): FastifyPluginAsync =>
  async (instance) => {
    await instance.register(helmet, headers);
    await surface(instance, {});
  };
