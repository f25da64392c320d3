import type { Client } from '../../configuration.ts';
import type { TenantContext } from '../../context.ts';
import type { TenantRequest } from '../../http/request.ts';
import type { TokenAnswer } from '../../tokens/issue.ts';
import type { Outcome } from '../errors.ts';

/** One way to tokens, for a client that has authenticated and may use it. */
export type Grant = (
  tenant: TenantContext,
  client: Client,
  request: TenantRequest,
) => Outcome<TokenAnswer> | Promise<Outcome<TokenAnswer>>;
