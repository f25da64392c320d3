/** Signing requests as Alexa does: RSA-SHA256 over the bytes of the body, the chain named by its address. */
import { createPrivateKey, type KeyObject, sign } from 'node:crypto';

export type Signer = (body: Uint8Array) => {
  readonly 'signature-256': string;
  readonly signaturecertchainurl: string;
};

/** @param leafKeyPem PKCS #8, RSA. */
export const createSigner = (leafKeyPem: string, chainUrl: string): Signer => {
  const key: KeyObject = createPrivateKey(leafKeyPem);
  return (body) => ({
    'signature-256': sign('RSA-SHA256', body, key).toString('base64'),
    signaturecertchainurl: chainUrl,
  });
};
