/**
 * Where Alexa lets people come back to after linking, one address by region: the developer console's "Alexa Redirect
 * URLs". https://developer.amazon.com/docs/account-linking/configure-authorization-code-grant.html
 */
const hosts = ['layla.amazon.com', 'pitangui.amazon.com', 'alexa.amazon.co.jp'] as const;

/** @param vendorId as in "My ID" of the console */
export const alexaRedirects = (vendorId: string): readonly string[] =>
  hosts.map((host) => `https://${host}/api/skill/link/${encodeURIComponent(vendorId)}`);
