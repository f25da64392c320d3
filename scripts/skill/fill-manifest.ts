/**
 * The skill's manifest (`skill.json`) with our own addresses in the place of those that stand in for them. The committed
 * file knows one address alone, the root of the three surfaces; everything else follows from it.
 */
import { type Static, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { SkillChoices } from './read-choices.ts';

/** Nobody's (RFC 2606): what is left of it in a filled file was forgotten. */
export const standInRoot = 'https://pizza-on-demand.example/wt';

const byLocale = Type.Object({ locales: Type.Record(Type.String(), Type.Unknown()) });

/** What settings and options change; all else is carried over as it is. SMAPI, "Skill Manifest Schemas". */
const manifestShape = Type.Object({
  manifest: Type.Object({
    publishingInformation: byLocale,
    privacyAndCompliance: byLocale,
    apis: Type.Object({ custom: Type.Object({ endpoint: Type.Object({}) }) }),
    events: Type.Object({ endpoint: Type.Object({}) }),
  }),
});

/** Throws where the committed manifest is none. */
export const fillManifest = (json: unknown, choices: SkillChoices): unknown => {
  const filled = withRoot(json, choices.root);
  if (!Value.Check(manifestShape, filled)) throw new Error('skill.json is no manifest of a custom skill');
  const { manifest } = filled;
  const endpoint = endpointOf(choices);
  return {
    manifest: {
      ...manifest,
      publishingInformation: withLocales(manifest.publishingInformation, choices.locales),
      privacyAndCompliance: withLocales(manifest.privacyAndCompliance, choices.locales),
      apis: { ...manifest.apis, custom: { ...manifest.apis.custom, endpoint } },
      events: { ...manifest.events, endpoint },
    },
  };
};

const withLocales = (section: Static<typeof byLocale>, chosen: readonly string[]) => ({
  ...section,
  locales: Object.fromEntries(Object.entries(section.locales).filter(([locale]) => chosen.includes(locale))),
});

type Endpoint = { readonly uri: string; readonly sslCertificateType?: 'Trusted' | 'Wildcard' };

/** A function of AWS has no certificate: Alexa calls it by name, and AWS says who may. */
const endpointOf = ({ root, lambda, hasWildcardCertificate }: SkillChoices): Endpoint =>
  lambda === null
    ? { uri: `${root}/alexa`, sslCertificateType: hasWildcardCertificate ? 'Wildcard' : 'Trusted' }
    : { uri: lambda };

const withRoot = (json: unknown, root: string): unknown => {
  if (typeof json === 'string') return json.replaceAll(standInRoot, root);
  if (Array.isArray(json)) return json.map((one) => withRoot(one, root));
  if (json === null || typeof json !== 'object') return json;
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, withRoot(value, root)]));
};
