import { checkCode, startCode } from '../asking.ts';
import type { Chapter } from '../recording.ts';

/** A number set apart for fiction: nobody has it, should a tenant send to it after all. */
const nobodysPhone = '+12025550199';

/** POST /passwordless/start and the OTP grant, refused: no message is sent. */
export const refusals: Chapter = {
  title: 'passwordless refusals',
  run: async (party, record) => {
    const start = (fields: Readonly<Record<string, string>>) => startCode(party, fields);
    record('start.unknown_connection', 'a connection that there is not', await start({ connection: 'fax' }));
    record(
      'start.malformed_phone',
      'a phone number without its country',
      await start({ connection: 'sms', phone_number: '2025550199' }),
    );
    record(
      'start.unknown_phone',
      'a phone that no user has, with sign-ups off',
      await start({ connection: 'sms', phone_number: nobodysPhone }),
    );
    record(
      'start.malformed_email',
      'an address that is none',
      await start({ connection: 'email', email: 'nobody' }),
    );
    record(
      'start.unknown_client',
      'a start by an unknown client',
      await start({ connection: 'sms', phone_number: nobodysPhone, client_id: 'nobody' }),
    );
    record(
      'start.wrong_secret',
      'a start with a wrong client secret',
      await start({ connection: 'sms', phone_number: nobodysPhone, client_secret: 'wrong' }),
    );
    record(
      'otp.unknown_phone',
      'a code for a phone that no user has',
      await checkCode(party, 'sms', nobodysPhone, '000000'),
    );
    return null;
  },
};
