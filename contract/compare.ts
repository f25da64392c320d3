/** Every difference between two recordings, by claim and by the path within its answer. */
import type { Claim, Recording } from './recording.ts';
import type { Shape } from './shape.ts';

export type Difference = {
  readonly claim: string;
  readonly title: string;
  /** `body.error`; empty for the whole answer. */
  readonly path: string;
  /**
   * `changed`: both have it, and it differs. `missing`: only the sandbox has it, so something of ours may rely on what
   * is not there. `additional`: only the tenant has it, which harms nobody who ignores what they do not know.
   */
  readonly kind: 'changed' | 'missing' | 'additional';
  readonly sandbox: Shape | undefined;
  readonly tenant: Shape | undefined;
};

export const compareRecordings = (sandbox: Recording, tenant: Recording): readonly Difference[] => {
  const asked = new Map(tenant.claims.map((claim) => [claim.id, claim]));
  const known = new Set(sandbox.claims.map(({ id }) => id));
  const onlyTenant = tenant.claims.filter(({ id }) => !known.has(id));
  return [
    ...sandbox.claims.flatMap((claim) => compareClaim(claim, asked.get(claim.id))),
    ...onlyTenant.map((claim) => ({ ...about(claim), kind: 'additional' as const, sandbox: undefined })),
  ];
};

/** What was not asked of the tenant is in its notes; it is no difference. */
const compareClaim = (claim: Claim, other: Claim | undefined): readonly Difference[] =>
  other === undefined
    ? []
    : compareShapes('', { ...claim.answer }, { ...other.answer }).map((difference) => ({
        claim: claim.id,
        title: claim.title,
        ...difference,
      }));

const about = ({ id, title, answer }: Claim) => ({ claim: id, title, path: '', tenant: { ...answer } });

type Found = Omit<Difference, 'claim' | 'title'>;

const compareShapes = (
  path: string,
  sandbox: Shape | undefined,
  tenant: Shape | undefined,
): readonly Found[] => {
  if (sandbox === undefined) return [{ path, kind: 'additional', sandbox, tenant }];
  if (tenant === undefined) return [{ path, kind: 'missing', sandbox, tenant }];
  if (isRecord(sandbox) && isRecord(tenant)) {
    const names = [...new Set([...Object.keys(sandbox), ...Object.keys(tenant)])].sort();
    return names.flatMap((name) =>
      compareShapes(path === '' ? name : `${path}.${name}`, sandbox[name], tenant[name]),
    );
  }
  const [one, other] = [onlyItem(sandbox), onlyItem(tenant)];
  if (one !== undefined && other !== undefined) return compareShapes(`${path}[]`, one, other);
  return JSON.stringify(sandbox) === JSON.stringify(tenant)
    ? []
    : [{ path, kind: 'changed', sandbox, tenant }];
};

/** Of a list whose items are all of one shape; undefined for any other. */
const onlyItem = (shape: Shape): Shape | undefined =>
  Array.isArray(shape) && shape.length === 1 ? shape[0] : undefined;

const isRecord = (shape: Shape): shape is { readonly [name: string]: Shape } =>
  typeof shape === 'object' && shape !== null && !Array.isArray(shape);
