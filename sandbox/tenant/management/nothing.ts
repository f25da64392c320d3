/** What is asked for by whoever reads a whole tenant, and the sandbox has none of. */
import type { TenantContext } from '../context.ts';
import type { Answer } from '../http/answer.ts';
import type { TenantRequest } from '../http/request.ts';
import { refusal } from './errors.ts';
import { listed } from './lists.ts';

const none =
  (name: string) =>
  (_: TenantContext, request: TenantRequest): Answer =>
    listed(request, name, []);

export const listActions = none('actions');
export const listDirectoryProvisionings = none('directory_provisionings');

/** As a free tenant answers for bot detection and captchas. */
export const notOnThisPlan = (): Answer =>
  refusal({
    statusCode: 403,
    error: 'Forbidden',
    message: 'This feature is not available on the plan of this tenant',
    errorCode: 'feature_not_enabled',
  });
