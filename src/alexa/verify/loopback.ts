/** What tells where a request came from. */
export type Arrival = {
  /** The socket's own address, never one that a header claims. */
  readonly remoteAddress: string | undefined;
  /** The port the socket was accepted on. */
  readonly localPort: number | undefined;
  /** Names and values in turn, as `IncomingMessage.rawHeaders` has them. */
  readonly rawHeaders: readonly string[];
};

const loopbackAddress = /^(::1|(::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/;
const loopbackNames = ['localhost', '127.0.0.1', '[::1]', 'pod.localtest.me'];

/** What proxies, tunnels and content networks add. One of them is enough. */
const forwardingHeaders = [
  'forwarded',
  'via',
  'cdn-loop',
  'client-ip',
  'true-client-ip',
  'fastly-client-ip',
  'fly-client-ip',
  'x-real-ip',
  'x-client-ip',
  'x-cluster-client-ip',
  'x-original-host',
  'x-proxyuser-ip',
];
const forwardingPrefixes = [
  'x-forwarded',
  'x-original-forwarded',
  'cf-',
  'ngrok-',
  'tailscale-',
  'x-envoy-',
  'x-amzn-',
  'x-azure-',
];

/**
 * Whether a request was made on this machine, for this machine: the sandbox's trust anchors count for such ones alone.
 * The address does not suffice, for the agent of a tunnel connects from loopback too: so the request must also name
 * us by a loopback name with our own port, once, and bear no trace of having been forwarded.
 */
export const isLoopbackRequest = ({ remoteAddress, localPort, rawHeaders }: Arrival): boolean => {
  if (remoteAddress === undefined || !loopbackAddress.test(remoteAddress)) return false;
  if (localPort === undefined) return false;
  const hosts: string[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? '';
    if (isForwarding(name)) return false;
    if (name === 'host') hosts.push(rawHeaders[index + 1]?.toLowerCase() ?? '');
  }
  const [host, ...others] = hosts;
  return others.length === 0 && loopbackNames.some((name) => host === `${name}:${localPort}`);
};

const isForwarding = (name: string): boolean =>
  forwardingHeaders.includes(name) || forwardingPrefixes.some((prefix) => name.startsWith(prefix));
