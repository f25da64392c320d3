import { connect, type SecureContext } from 'node:tls';
import { errorCode } from './call.ts';

export type SeenTls =
  /** `validTo`: the end of the certificate, epoch milliseconds. */
  | { readonly type: 'trusted'; readonly validTo: number }
  /** Somebody answers, with a certificate that is not trusted for this name. `code` as OpenSSL or Node has it. */
  | { readonly type: 'untrusted'; readonly code: string }
  | { readonly type: 'unreachable'; readonly code: string };

const handshakeTimeoutMs = 5000;

/** Errors of the name, the socket and the network; all others of a handshake are the certificate's or the protocol's. */
const unreachable = /^(E[A-Z]+|EAI_[A-Z]+|TIMEOUT)$/;

/** One TLS handshake and nothing after it, by the authorities in `secureContext`. Never throws. */
export const inspectTls = (host: string, port: number, secureContext: SecureContext): Promise<SeenTls> =>
  new Promise((resolve) => {
    const socket = connect({
      host,
      port,
      // An address is no server name (RFC 6066, 3).
      ...(/^[\d.:[\]]+$/.test(host) ? {} : { servername: host }),
      secureContext,
    });
    const end = (seen: SeenTls): void => {
      clearTimeout(patience);
      socket.destroy();
      resolve(seen);
    };
    // Of the whole handshake: who sends a byte now and then is not idle.
    const patience = setTimeout(() => end({ type: 'unreachable', code: 'TIMEOUT' }), handshakeTimeoutMs);
    socket.once('secureConnect', () => {
      const { valid_to: validTo } = socket.getPeerCertificate();
      end({ type: 'trusted', validTo: Date.parse(validTo) });
    });
    socket.on('error', (error) => {
      const code = errorCode(error);
      end({ type: unreachable.test(code) ? 'unreachable' : 'untrusted', code });
    });
  });
