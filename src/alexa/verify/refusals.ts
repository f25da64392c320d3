/**
 * Why a request was not taken for one of Alexa's. For logs and metrics alone: whoever sent it learns nothing but
 * the status 400.
 */
export type Refusal =
  | HeaderRefusal
  | ChainUrlRefusal
  | BodyRefusal
  | TimestampRefusal
  | SkillIdRefusal
  | FetchRefusal
  | ChainRefusal
  | 'signature_wrong';

/** Rule 1. */
export type HeaderRefusal =
  | 'signature_missing'
  | 'signature_repeated'
  | 'signature_malformed'
  | 'chain_url_missing'
  | 'chain_url_repeated';

/** Rule 2. */
export type ChainUrlRefusal =
  | 'chain_url_malformed'
  | 'chain_url_ambiguous'
  | 'chain_url_scheme'
  | 'chain_url_host'
  | 'chain_url_port'
  | 'chain_url_path';

/** The body is not UTF-8 JSON with a request in it. */
export type BodyRefusal = 'body_malformed' | 'request_id_missing';

/** Rule 3. */
export type TimestampRefusal =
  | 'timestamp_missing'
  | 'timestamp_malformed'
  | 'timestamp_old'
  | 'timestamp_ahead';

/** Rule 4. */
export type SkillIdRefusal = 'skill_id_missing' | 'skill_id_other';

/** Rule 5, getting the chain. */
export type FetchRefusal =
  | 'chain_unreachable'
  | 'chain_timed_out'
  | 'chain_redirected'
  | 'chain_status'
  | 'chain_too_large'
  | 'chain_fetches_busy';

/** Rule 5, judging it. */
export type ChainRefusal =
  | 'chain_malformed'
  | 'chain_too_long'
  | 'chain_untrusted'
  | 'certificate_expired'
  | 'certificate_not_yet_valid'
  | 'certificate_usage'
  | 'leaf_name'
  | 'leaf_key'
  | 'issuer_not_ca'
  | 'issuer_key'
  | 'issuer_constrained'
  | 'issuer_name'
  | 'issuer_signature';

export type Refused<Reason extends Refusal = Refusal> = { readonly type: 'refused'; readonly reason: Reason };

export const refuse = <Reason extends Refusal>(reason: Reason): Refused<Reason> => ({
  type: 'refused',
  reason,
});
