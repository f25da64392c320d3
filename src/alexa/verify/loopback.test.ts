import { expect, it } from 'vitest';
import { type Arrival, isLoopbackRequest } from './loopback.ts';

const arrival = (changes: Partial<Arrival> = {}, ...more: string[]): Arrival => ({
  remoteAddress: '127.0.0.1',
  localPort: 7100,
  rawHeaders: ['Host', 'localhost:7100', 'Content-Type', 'application/json', ...more],
  ...changes,
});
const withHost = (host: string): Arrival => arrival({ rawHeaders: ['Host', host] });

it('knows a request made on this machine for this machine', () => {
  expect(isLoopbackRequest(arrival())).toBe(true);
  for (const remoteAddress of ['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1']) {
    expect(isLoopbackRequest(arrival({ remoteAddress }))).toBe(true);
  }
  for (const host of ['LOCALHOST:7100', '127.0.0.1:7100', '[::1]:7100', 'pod.localtest.me:7100']) {
    expect(isLoopbackRequest(withHost(host))).toBe(true);
  }
});

it.each([
  undefined,
  '',
  '192.168.1.4',
  '10.0.0.1',
  '203.0.113.7',
  '::ffff:203.0.113.7',
  '1127.0.0.1',
  'fe80::1',
  '127.0.0.1.evil',
])('takes none from %s', (remoteAddress) => {
  expect(isLoopbackRequest(arrival({ remoteAddress }))).toBe(false);
});

it.each([
  'tunnel.example',
  'localhost',
  'localhost:443',
  'localhost:71000',
  'localhost:7100.evil.example',
  'localhost.:7100',
  'evil.localhost:7100',
  'localtest.me:7100',
  '0.0.0.0:7100',
  '',
])('takes none for host %s', (host) => {
  expect(isLoopbackRequest(withHost(host))).toBe(false);
});

it('takes none without a host, with two, or where the own port is unknown', () => {
  expect(isLoopbackRequest(arrival({ rawHeaders: [] }))).toBe(false);
  expect(isLoopbackRequest(arrival({}, 'host', 'localhost:7100'))).toBe(false);
  expect(isLoopbackRequest(arrival({ localPort: undefined }))).toBe(false);
});

it.each([
  'Forwarded',
  'X-Forwarded-For',
  'X-Forwarded-Host',
  'x-forwarded-proto',
  'X-Real-IP',
  'Via',
  'CF-Connecting-IP',
  'cf-ray',
  'True-Client-IP',
  'X-Original-Forwarded-For',
  'Ngrok-Trace-Id',
  'Tailscale-User-Login',
  'X-Amzn-Trace-Id',
])('takes none that bears %s, for a tunnel connects from loopback too', (name) => {
  expect(isLoopbackRequest(arrival({}, name, ''))).toBe(false);
});
