/** Hides tokens in what is shown: they are worth nothing outside the sandbox, but the habit is worth something. */

const tokenFields: ReadonlySet<string> = new Set(['accessToken', 'apiAccessToken']);

/** Three base64url parts of which the first begins as the JSON `{"` does: a JWT, wherever it stands (RFC 7519). */
const jwt = /eyJ[\w-]+\.[\w-]+\.[\w-]*/g;

export const maskedToken = '(masked)';

/** The same JSON with every token replaced. */
export const maskTokens = (json: unknown): unknown => {
  if (typeof json === 'string') return json.replaceAll(jwt, maskedToken);
  if (Array.isArray(json)) return json.map(maskTokens);
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => [
      name,
      tokenFields.has(name) && typeof value === 'string' ? maskedToken : maskTokens(value),
    ]),
  );
};
