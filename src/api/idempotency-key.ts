/**
 * The key itself: the header is a Structured Field string (`"8e03…"`), though many callers send it bare; both name the
 * same key (draft-ietf-httpapi-idempotency-key-header, 2.1).
 */
export const readIdempotencyKey = (header: string | undefined): string | undefined =>
  header === undefined ? undefined : (/^"([^"\\]+)"$/.exec(header)?.[1] ?? header);
