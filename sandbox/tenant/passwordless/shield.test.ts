/** Counting failures: per identifier, and per address where the mode says so. */
import { expect, test } from 'vitest';
import type { BruteForceProtection } from '../configuration.ts';
import { createShield } from './shield.ts';

const settings: BruteForceProtection = {
  enabled: true,
  shields: ['block'],
  allowlist: [],
  mode: 'count_per_identifier_and_ip',
  max_attempts: 3,
};
const from = (ip: string, identifier = 'dana@sayso.test') => ({ isProtected: true, identifier, ip });

test('an address that guessed is blocked for that identifier, others are not', () => {
  const shield = createShield(() => settings);
  for (let count = 0; count < 3; count += 1) shield.countFailure(from('203.0.113.7'));
  expect(shield.isBlocked(from('203.0.113.7'))).toBe(true);
  expect(shield.isBlocked(from('203.0.113.8'))).toBe(false);
  expect(shield.isBlocked(from('203.0.113.7', 'milo@sayso.test'))).toBe(false);
});

test('failures from everywhere add up where addresses do not count', () => {
  const shield = createShield(() => ({ ...settings, mode: 'count_per_identifier' }));
  for (const last of [1, 2, 3]) shield.countFailure(from(`203.0.113.${last}`));
  expect(shield.isBlocked(from('203.0.113.9'))).toBe(true);
});

test('a success forgets its own address’s failures, unblocking all of an identifier’s', () => {
  const shield = createShield(() => settings);
  for (const ip of ['203.0.113.1', '203.0.113.2'])
    for (let count = 0; count < 3; count += 1) shield.countFailure(from(ip));
  shield.forget(from('203.0.113.1'));
  expect(shield.isBlocked(from('203.0.113.1'))).toBe(false);
  expect(shield.isBlocked(from('203.0.113.2'))).toBe(true);
  shield.unblock('dana@sayso.test');
  expect(shield.isBlocked(from('203.0.113.2'))).toBe(false);
});

test.each(['203.0.113.7', '203.0.113.0/24', '2001:db8::/32'])('%s on the list is let through', (entry) => {
  const shield = createShield(() => ({ ...settings, max_attempts: 1, allowlist: [entry] }));
  const ip = entry.includes(':') ? '2001:db8::7' : '203.0.113.7';
  shield.countFailure(from(ip));
  expect(shield.isBlocked(from(ip))).toBe(false);
});
