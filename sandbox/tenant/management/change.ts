/** What every change of settings does: read the body, apply it, note that there is something to write. */
import type { Static, TSchema } from '@sinclair/typebox';
import { readBody } from '../configuration/body.ts';
import type { TenantContext } from '../context.ts';
import type { Answer } from '../http/answer.ts';
import type { TenantRequest } from '../http/request.ts';
import { managementErrors } from './errors.ts';

type Handle = (tenant: TenantContext, request: TenantRequest, granted: readonly string[]) => Answer;

/** `apply` gets a body that is as the schema says; a refusal is an answer like any other. */
export const withBody =
  <Schema extends TSchema>(
    schema: Schema,
    apply: (
      tenant: TenantContext,
      body: Static<Schema>,
      request: TenantRequest,
      granted: readonly string[],
    ) => Answer,
  ): Handle =>
  (tenant, request, granted) => {
    const read = readBody(schema, request.body);
    if (!read.ok) return managementErrors.badBody(read.problem);
    const answer = apply(tenant, read.body, request, granted);
    tenant.store.changed();
    return answer;
  };

/** The same list with one item changed. */
export const replaceItem = <Item>(items: Item[], old: Item, changed: Item): Item => {
  items[items.indexOf(old)] = changed;
  return changed;
};
