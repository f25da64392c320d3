/** The skill endpoint's door: address, TLS, clock, whether it is Sayso and ready. */
import { type Answer, describe, stringField } from '../ask/call.ts';
import type { Check, Examination } from '../check.ts';
import { fault, ok, type Seen, unknown, warning } from '../finding.ts';
import { findings } from '../findings.ts';
import { certificateLife, tlsProblem } from './certificate.ts';
import { compareClocks } from './clock.ts';
import { isPublicAddress } from './public-address.ts';

export const checkSkillAddress: Check = {
  looksAt: 'the skill endpoint’s address',
  finds: ['skill.address'],
  needs: [],
  run: async ({ subject, skill, outside }) => {
    if (subject.isLocal) {
      return subject.tenantIs === 'sandbox'
        ? [
            ok(
              'skill.address',
              `${skill.endpoint}: for the Echo on this machine; a real one would need PUBLIC_URL.`,
            ),
          ]
        : [
            warning(
              'skill.address',
              `${skill.endpoint}: PUBLIC_URL is not set, so only the Echo on this machine reaches it.`,
            ),
          ];
    }
    const { port } = skill.origin;
    const hostname = hostOf(skill.origin);
    if (port !== '')
      return [fault('skill.address', `PUBLIC_URL names port ${port}; Alexa calls port 443 alone.`)];
    const addresses = await outside.resolve(hostname);
    if ('code' in addresses)
      return [fault('skill.address', `The name ${hostname} does not resolve (${addresses.code}).`)];
    const hidden = addresses.filter((address) => !isPublicAddress(address));
    if (hidden.length > 0) {
      return [
        fault(
          'skill.address',
          `${hostname} resolves to ${hidden.join(', ')}, which nobody outside can reach.`,
        ),
      ];
    }
    return [ok('skill.address', `${hostname} resolves to a public address.`)];
  },
};

/** Without the brackets in which a URL has an IPv6 address. */
const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

export const checkSkillReachable: Check = {
  looksAt: 'the skill endpoint’s certificate',
  finds: ['skill.reachable', 'skill.certificate'],
  needs: [],
  run: async ({ subject, skill, skillReach, outside }) => {
    const { port } = skill.origin;
    const tls = await skillReach.inspectTls(hostOf(skill.origin), port === '' ? 443 : Number(port));
    switch (tls.type) {
      case 'trusted':
        return [
          ok(
            'skill.reachable',
            subject.isLocal ? 'By the sandbox’s own root.' : 'By a root that everybody trusts.',
          ),
          certificateLife('skill.certificate', tls.validTo, outside.now()),
        ];
      case 'untrusted':
        return [fault('skill.reachable', tlsProblem(tls.code))];
      case 'unreachable':
        return [
          fault(
            'skill.reachable',
            `${skill.origin.host} cannot be connected to (${tls.code}).`,
            start(subject),
          ),
        ];
      default:
        return tls satisfies never;
    }
  },
};

const start = ({ isLocal }: Examination['subject']): string | undefined =>
  isLocal ? 'Run npm start in another terminal, with the same PORT and DATA_DIR as this command.' : undefined;

export const checkSkillHealth: Check = {
  looksAt: 'whether Sayso answers there',
  finds: ['skill.health', 'skill.ready'],
  needs: ['skill.reachable'],
  run: async ({ skill }) => {
    const health = await skill.health();
    if (health.type === 'failed') {
      return [
        fault(
          'skill.health',
          `${skill.origin.host} takes connections and gives no answer (${health.code}).`,
          'See whether the server hangs, or what stands in front cannot reach it.',
        ),
        unknown('skill.ready', 'Sayso did not answer there.', 'See skill.health.'),
      ];
    }
    if (!isAlive(health)) {
      const elsewhere = isAlive(await skill.healthOfOrigin());
      return [
        elsewhere
          ? fault(
              'skill.health',
              `Sayso answers at ${skill.origin.host}, but not under this root path (${describe(health)}).`,
            )
          : fault(
              'skill.health',
              `${skill.origin.host} answers, but not as Sayso does (${describe(health)}).`,
            ),
        unknown('skill.ready', 'Sayso was not found there.', findings['skill.health'].todo),
      ];
    }
    return [ok('skill.health', '/healthz says alive.'), ready(await skill.readiness())];
  },
};

const isAlive = (answer: Answer): boolean =>
  answer.type === 'answered' && answer.status === 200 && stringField(answer.json, 'status') === 'alive';

const ready = (answer: Answer): Seen => {
  if (answer.type === 'answered' && answer.status === 200) return ok('skill.ready', '/readyz says ready.');
  const parts = answer.type === 'answered' ? unavailableParts(answer.json) : [];
  const which = parts.length === 0 ? '' : `; unavailable: ${parts.join(', ')}`;
  return fault('skill.ready', `/readyz: ${describe(answer)}${which}.`);
};

const unavailableParts = (json: unknown): readonly string[] => {
  const checks = typeof json === 'object' && json !== null && 'checks' in json ? json.checks : null;
  if (typeof checks !== 'object' || checks === null) return [];
  return Object.entries(checks)
    .filter(([name, word]) => word !== 'ok' && /^\w{1,30}$/.test(name))
    .map(([name]) => name);
};

export const checkSkillClock: Check = {
  looksAt: 'the skill endpoint’s clock',
  finds: ['clock.skill'],
  needs: ['skill.reachable'],
  run: async ({ skill }) => [compareClocks('clock.skill', await skill.health())],
};
