/** The Management API's refusals, in its own form. */
import { type Answer, json } from '../http/answer.ts';

type ManagementError = {
  readonly statusCode: number;
  readonly error: string;
  readonly message: string;
  readonly errorCode: string;
};

export const refusal = ({ statusCode, error, message, errorCode }: ManagementError): Answer =>
  json(statusCode, { statusCode, error, message, errorCode });

export const managementErrors = {
  noToken: refusal({
    statusCode: 401,
    error: 'Unauthorized',
    message: 'Missing authentication',
    errorCode: 'missing_authentication',
  }),
  invalidToken: refusal({
    statusCode: 401,
    error: 'Unauthorized',
    message: 'Invalid token',
    errorCode: 'invalid_token',
  }),
  expiredToken: refusal({
    statusCode: 401,
    error: 'Unauthorized',
    message: 'Expired token received for JSON Web Token validation',
    errorCode: 'invalid_token',
  }),
  insufficientScope: (scope: string) =>
    refusal({
      statusCode: 403,
      error: 'Forbidden',
      message: `Insufficient scope, expected any of: ${scope}`,
      errorCode: 'insufficient_scope',
    }),
  unknownUser: refusal({
    statusCode: 404,
    error: 'Not Found',
    message: 'The user does not exist.',
    errorCode: 'inexistent_user',
  }),
  userExists: refusal({
    statusCode: 409,
    error: 'Conflict',
    message: 'The user already exists.',
    errorCode: 'auth0_idp_error',
  }),
  badBody: (problem: string) =>
    refusal({
      statusCode: 400,
      error: 'Bad Request',
      message: `Payload validation error: ${problem}`,
      errorCode: 'invalid_body',
    }),
  badQuery: (problem: string) =>
    refusal({
      statusCode: 400,
      error: 'Bad Request',
      message: `Query validation error: ${problem}`,
      errorCode: 'invalid_query_string',
    }),
  unknownConnection: refusal({
    statusCode: 400,
    error: 'Bad Request',
    message: 'The connection does not exist.',
    errorCode: 'inexistent_connection',
  }),
  /** `what` as in "The connection does not exist". */
  unknown: (what: string) =>
    refusal({
      statusCode: 404,
      error: 'Not Found',
      message: `The ${what} does not exist`,
      errorCode: `inexistent_${what.replaceAll(' ', '_')}`,
    }),
  conflict: (message: string) =>
    refusal({ statusCode: 409, error: 'Conflict', message, errorCode: 'conflict' }),
  notFound: refusal({
    statusCode: 404,
    error: 'Not Found',
    message: 'Not Found',
    errorCode: 'inexistent_identity',
  }),
} as const;
