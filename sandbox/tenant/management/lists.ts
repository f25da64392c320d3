/**
 * Lists as the Management API gives them: plain, by page (`page`, `per_page`, `include_totals`), or by checkpoint
 * (`from`, `take`). https://auth0.com/docs/manage-users/user-search/view-search-results-by-page
 */
import { type Answer, json } from '../http/answer.ts';
import { type TenantRequest, textOf } from '../http/request.ts';

/** `name` is what an answer that is more than the plain list calls it. */
export const listed = (request: TenantRequest, name: string, items: readonly unknown[]): Answer => {
  if (numberOf(request, 'take') !== null) return listedByCheckpoint(request, name, items);
  const limit = numberOf(request, 'per_page') ?? 50;
  const start = (numberOf(request, 'page') ?? 0) * limit;
  const page = items.slice(start, start + limit);
  return json(
    200,
    textOf(request.query, 'include_totals') === 'true'
      ? { start, limit, length: page.length, total: items.length, [name]: page }
      : page,
  );
};

/** For what is listed in this way alone. */
export const listedByCheckpoint = (
  request: TenantRequest,
  name: string,
  items: readonly unknown[],
): Answer => {
  const from = numberOf(request, 'from') ?? 0;
  const next = from + (numberOf(request, 'take') ?? 50);
  return json(200, {
    [name]: items.slice(from, next),
    ...(next < items.length && { next: String(next) }),
  });
};

const numberOf = (request: TenantRequest, name: string): number | null => {
  const text = textOf(request.query, name);
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
};
