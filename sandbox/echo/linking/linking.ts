/** Keeps the Echo linked: links at first use, refreshes before a token expires, links anew where refreshing is refused. */
import { createQueue } from '../../private-file.ts';
import {
  type AuthorizationServer,
  authorizeUrl,
  exchangeCode,
  refreshTokens,
  type TokenAnswer,
} from './authorization.ts';
import type { Device, Devices } from './devices.ts';
import { type Person, walkLogin } from './walk.ts';

export type LinkMode =
  /** The tenant is the sandbox's: walk its pages as one of these people, by their short names. */
  | { readonly type: 'walk'; readonly people: ReadonlyMap<string, Person> }
  /** The tenant is a real one: only a person with a browser can sign in there. */
  | { readonly type: 'browser' };

export type Link =
  | {
      readonly type: 'linked';
      readonly device: Device;
      readonly accessToken: string;
      readonly isNew: boolean;
    }
  /** The person unlinked it: nothing but their own sign-in links it again. */
  | { readonly type: 'unlinked'; readonly device: Device }
  | { readonly type: 'needs_browser'; readonly url: string; readonly callback: string }
  | { readonly type: 'failed'; readonly message: string };

export type Finished =
  | { readonly type: 'linked'; readonly user: string; readonly device: Device }
  | { readonly type: 'failed'; readonly message: string };

export type Linking = {
  /** The person's device with a token that is good for a minute more, linking first where that is needed. */
  readonly ensure: (user: string) => Promise<Link>;
  /** Where a browser comes back from the authorization server. Each state serves once, for ten minutes. */
  readonly finish: (query: { readonly state: string; readonly code: string }) => Promise<Finished>;
  /** An address to open in a browser. */
  readonly begin: (user: string) => string;
  readonly forget: (user: string, staysUnlinked: boolean) => Promise<Device>;
  readonly device: (user: string) => Promise<Device>;
};

export type LinkingOptions = {
  readonly server: AuthorizationServer;
  readonly mode: LinkMode;
  readonly devices: Devices;
  readonly now: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
};

const refreshBeforeMs = 60_000;
const stateLifetimeMs = 600_000;
const mostWaiting = 20;

type Waiting = { readonly user: string; readonly verifier: string; readonly until: number };

export const createLinking = ({ server, mode, devices, now, randomBytes }: LinkingOptions): Linking => {
  const waiting = new Map<string, Waiting>();
  const inTurn = createQueue();

  const begin = (user: string): string => {
    const state = random(randomBytes);
    const verifier = random(randomBytes);
    waiting.set(state, { user, verifier, until: now() + stateLifetimeMs });
    for (const old of [...waiting.keys()].slice(0, -mostWaiting)) waiting.delete(old);
    return authorizeUrl(server, state, verifier);
  };

  const finish: Linking['finish'] = async ({ state, code }) => {
    const started = waiting.get(state);
    waiting.delete(state);
    if (started === undefined || started.until < now()) {
      return { type: 'failed', message: 'This link was not started here, or too long ago. Start again.' };
    }
    const answer = await exchangeCode(server, code, started.verifier, now);
    if (answer.type !== 'tokens') return { type: 'failed', message: answer.message };
    const device = await devices.keepTokens(started.user, answer.tokens);
    return { type: 'linked', user: started.user, device };
  };

  const linkAnew = async (user: string): Promise<Link> => {
    if (mode.type === 'browser')
      return { type: 'needs_browser', url: begin(user), callback: server.redirectUri };
    const person = mode.people.get(user);
    if (person === undefined) {
      const names = [...mode.people.keys()].join(', ');
      return {
        type: 'failed',
        message: `Nobody here is called "${user}". The sandbox's people are: ${names}.`,
      };
    }
    try {
      const walked = await walkLogin(begin(user), server.redirectUri, person, server.fetch);
      if (walked.type === 'stuck') return { type: 'failed', message: walked.message };
      const query = walked.callback.searchParams;
      const code = query.get('code');
      if (code === null)
        return { type: 'failed', message: `The tenant refused to link: ${query.get('error')}.` };
      const finished = await finish({ state: query.get('state') ?? '', code });
      return finished.type === 'linked' ? asLink(finished.device, true) : finished;
    } catch {
      return { type: 'failed', message: `${server.origin} did not answer while the Echo signed in there.` };
    }
  };

  const renew = async (user: string, device: Device): Promise<Link> => {
    const refreshToken = device.tokens?.refreshToken ?? null;
    if (refreshToken === null) return linkAnew(user);
    const answer: TokenAnswer = await refreshTokens(server, refreshToken, now);
    switch (answer.type) {
      case 'tokens':
        return asLink(await devices.keepTokens(user, answer.tokens), false);
      case 'refused':
        return linkAnew(user);
      case 'unavailable': {
        const stillGood = device.tokens !== null && device.tokens.expiresAt > now();
        return stillGood ? asLink(device, false) : { type: 'failed', message: answer.message };
      }
      default:
        throw new Error(`no such answer: ${answer satisfies never}`);
    }
  };

  return {
    begin,
    finish,
    ensure: (user) =>
      inTurn(async () => {
        const device = await devices.find(user);
        if (device.staysUnlinked) return { type: 'unlinked', device };
        const expiresAt = device.tokens?.expiresAt ?? 0;
        return expiresAt - now() > refreshBeforeMs ? asLink(device, false) : renew(user, device);
      }),
    forget: (user, staysUnlinked) => inTurn(() => devices.forget(user, staysUnlinked)),
    device: (user) => devices.find(user),
  };
};

const asLink = (device: Device, isNew: boolean): Link =>
  device.tokens === null
    ? { type: 'failed', message: 'No token was kept.' }
    : { type: 'linked', device, accessToken: device.tokens.accessToken, isNew };

/** 32 random bytes: a state (RFC 6749, 10.12) or a code verifier (RFC 7636, 4.1). */
const random = (randomBytes: (count: number) => Uint8Array): string =>
  Buffer.from(randomBytes(32)).toString('base64url');
