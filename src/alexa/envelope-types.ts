import type { SpokenValue } from '../transactions/command.ts';
import type { Instant, Locale } from '../transactions/model.ts';

/** A slot as heard: one value, or several where the interaction model allows them. */
export type Slot = {
  readonly name: string;
  /** The first value's own text, for slots that are no list: a spoken code. Null where nothing was said. */
  readonly heard: string | null;
  /** Every value with the id that entity resolution matched (`ER_SUCCESS_MATCH`), null where it matched none. */
  readonly values: readonly SpokenValue[];
};

export type AlexaRequest =
  | { readonly type: 'launch' }
  | {
      readonly type: 'intent';
      readonly name: string;
      readonly dialogState: string | null;
      readonly slots: { readonly [name: string]: Slot | undefined };
    }
  | { readonly type: 'session_ended'; readonly reason: string }
  /**
   * `AlexaSkillEvent.*`; `accessToken` comes with SkillAccountLinked. `happenedAt` is when it happened, which may be
   * long before it was delivered.
   */
  | {
      readonly type: 'skill_event';
      readonly name: string;
      readonly accessToken: string | null;
      readonly happenedAt: Instant;
    }
  /** `System.ExceptionEncountered`, or a screen's runtime error: Alexa did not like an answer of ours. */
  | { readonly type: 'exception'; readonly errorType: string }
  | { readonly type: 'other'; readonly name: string };

/** What we read of an Alexa request; unknown fields are ignored. Shape: Alexa Skills Kit, "Request and Response JSON Reference". */
export type Envelope = {
  readonly applicationId: string;
  readonly requestId: string;
  readonly sentAt: Instant;
  readonly locale: Locale;
  readonly userId: string;
  /** The linked account's token, and the recognised speaker's own where Alexa sends one. */
  readonly accessToken: string | null;
  readonly personAccessToken: string | null;
  /** Whether the device shows documents of the Alexa Presentation Language. */
  readonly hasScreen: boolean;
  /** Where Alexa's own API is for this request, and the token for it, which is never logged; null where not named. */
  readonly alexaApi: { readonly endpoint: string; readonly token: string } | null;
  readonly session: {
    readonly id: string;
    readonly isNew: boolean;
    readonly attributes: { readonly [name: string]: unknown };
  } | null;
  readonly request: AlexaRequest;
};
