/** Alexa may use a refresh token twice, from two of its machines at once. */
import type { SetupApplication } from '../ask/setup.ts';
import type { Check } from '../check.ts';
import { fault, ok, type Seen, unknown } from '../finding.ts';

const id = 'refresh_tokens.rotation';
const leastLeewaySeconds = 30;

export const checkRefreshTokens: Check = {
  looksAt: 'the refresh tokens',
  finds: [id],
  needs: ['client.secret'],
  run: async ({ setup }) => {
    const read = await setup.application();
    switch (read.type) {
      case 'read':
        return [judge(read.value)];
      case 'absent':
        return [unknown(id, 'The application is not in the tenant’s list.', 'Check APP_CLIENT_ID.')];
      case 'hidden':
        return [unknown(id, 'It cannot be seen from outside.', read.because)];
      default:
        return read satisfies never;
    }
  },
};

const judge = ({ refresh_token: policy }: SetupApplication): Seen => {
  // Auth0's default for regular web applications.
  const rotation = policy?.rotation_type ?? 'non-rotating';
  const leeway = policy?.leeway ?? 0;
  if (rotation === 'non-rotating') return ok(id, 'They do not rotate.');
  return leeway >= leastLeewaySeconds
    ? ok(id, `They rotate with an overlap of ${leeway} s.`)
    : fault(
        id,
        leeway === 0 ? 'They rotate without an overlap.' : `They rotate with an overlap of ${leeway} s only.`,
      );
};
