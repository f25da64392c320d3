import { type HeaderRefusal, type Refused, refuse } from './refusals.ts';

export type SignatureHeaders = {
  readonly type: 'read';
  readonly signature: Buffer;
  readonly chainUrl: string;
};

/** No RSA signature is longer in base64 than that of an 8192-bit key. */
const longestSignature = 1368;

/**
 * Rule 1: `Signature-256` and `SignatureCertChainUrl`, each there exactly once. `Signature`, the SHA-1 one, is ignored.
 *
 * @param rawHeaders names and values in turn, as `IncomingMessage.rawHeaders` has them: the joined `headers` would
 *   hide a header sent twice. (A gateway that joins them itself makes a value that is no base64 and no URL.)
 */
export const readSignatureHeaders = (
  rawHeaders: readonly string[],
): SignatureHeaders | Refused<HeaderRefusal> => {
  let encoded: string | undefined;
  let chainUrl: string | undefined;
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase();
    if (name === 'signature-256') {
      if (encoded !== undefined) return refuse('signature_repeated');
      encoded = rawHeaders[index + 1];
    } else if (name === 'signaturecertchainurl') {
      if (chainUrl !== undefined) return refuse('chain_url_repeated');
      chainUrl = rawHeaders[index + 1];
    }
  }
  if (!encoded) return refuse('signature_missing');
  if (!chainUrl) return refuse('chain_url_missing');
  const signature = decodeBase64(encoded);
  return signature ? { type: 'read', signature, chainUrl } : refuse('signature_malformed');
};

/** Node decodes leniently (spaces, base64url, cut-off ends); what does not encode back was none (RFC 4648, 3.5). */
const decodeBase64 = (encoded: string): Buffer | null => {
  if (encoded.length > longestSignature) return null;
  const bytes = Buffer.from(encoded, 'base64');
  return bytes.toString('base64') === encoded ? bytes : null;
};
