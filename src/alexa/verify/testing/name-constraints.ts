import 'reflect-metadata';
import { AsnConvert } from '@peculiar/asn1-schema';
import { GeneralName, GeneralSubtree, GeneralSubtrees, NameConstraints } from '@peculiar/asn1-x509';
import { Extension } from '@peculiar/x509';

/** RFC 5280, 4.2.1.10: a CA for names under `domain` only. */
export const nameConstraintsFor = (domain: string): Extension => {
  const permitted = new GeneralSubtree({ base: new GeneralName({ dNSName: domain }) });
  const constraints = new NameConstraints({ permittedSubtrees: new GeneralSubtrees([permitted]) });
  return new Extension('2.5.29.30', true, AsnConvert.serialize(constraints));
};
