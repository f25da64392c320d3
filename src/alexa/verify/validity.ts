import type { X509Certificate } from 'node:crypto';

/** From when to when something holds, both included; epoch ms. NaN where a date could not be read: then never. */
export type Validity = { readonly from: number; readonly until: number };

export const validityOf = (certificate: X509Certificate): Validity => ({
  from: Date.parse(certificate.validFrom),
  until: Date.parse(certificate.validTo),
});

export const isWithin = ({ from, until }: Validity, now: number): boolean => from <= now && now <= until;

export const isValidAt = (certificate: X509Certificate, now: number): boolean =>
  isWithin(validityOf(certificate), now);

/** The time in which all of them are valid. */
export const commonValidity = (certificates: readonly X509Certificate[]): Validity => {
  const all = certificates.map(validityOf);
  return {
    from: Math.max(...all.map(({ from }) => from)),
    until: Math.min(...all.map(({ until }) => until)),
  };
};
