/** Why something was not done, beside what was tried, with the way on where it is a fresh sign-in. */
import { usePageState } from '../context.ts';
import type { Refusal } from '../model.ts';
import { FreshSignInLink } from './fresh-sign-in.tsx';
import { AlertIcon } from './icons.tsx';

export const RefusalText = ({ refusal, id }: { readonly refusal: Refusal | null; readonly id?: string }) => {
  const { page } = usePageState();
  return (
    <div id={id} role="alert" class="refusal-place">
      {refusal !== null && (
        <p class="refusal">
          <AlertIcon />
          <span>
            {refusal.message}{' '}
            {refusal.code === 'fresh_sign_in_needed' && (
              <FreshSignInLink returnTo={page === 'profile' ? 'profile' : 'orders'}>
                Sign in again
              </FreshSignInLink>
            )}
          </span>
        </p>
      )}
    </div>
  );
};
