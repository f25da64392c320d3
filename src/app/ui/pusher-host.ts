/** Where a self-hosted server that speaks Pusher's protocol is reached. */

export type PusherHost = { readonly name: string; readonly port: number | null; readonly tls: boolean };

/** `push.example.com`, `push.example.com:6001`, `https://…`; TLS unless `http://` is written out (one machine alone). */
export const readPusherHost = (host: string): PusherHost => {
  const { hostname, port, protocol } = new URL(host.includes('://') ? host : `https://${host}`);
  return { name: hostname, port: port === '' ? null : Number(port), tls: protocol !== 'http:' };
};
