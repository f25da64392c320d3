import { expect, it } from 'vitest';
import { certificateLife } from './certificate.ts';

it.each([
  [40, 'ok'],
  [14, 'ok'],
  [13, 'warning'],
  [0.5, 'fault'],
  [-3, 'fault'],
] as const)('a certificate with %s days left: %s', (days, status) => {
  expect(certificateLife('tenant.certificate', days * 86_400_000, 0).status).toBe(status);
});
