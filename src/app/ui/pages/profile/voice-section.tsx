/** Whether anything can be ordered by voice, and the two locks. */
import type { LockData } from '../../../contract.ts';
import { LockBanner } from '../../parts/lock-banner.tsx';
import { Question } from '../../parts/question.tsx';
import { Section } from '../../parts/section.tsx';

export const VoiceSection = ({ locks }: { readonly locks: readonly LockData[] }) => (
  <Section
    title="Voice ordering"
    lead={
      locks.length === 0
        ? 'Open: whatever is asked for by voice waits for a code that only you receive.'
        : 'Locked. Orders that were confirmed before are not touched.'
    }
  >
    {locks.map((lock) => (
      <LockBanner key={lock.lock} lock={lock} returnTo="profile" level={3} />
    ))}
    {!locks.some(({ lock }) => lock === 'owner') && (
      <div class="actions">
        <Question ask="Lock voice ordering" title="Lock voice ordering?" yes="Lock it" path="locks/owner/set">
          <p>
            Nothing can be ordered by voice until you open the lock here. To open it you sign in once more.
          </p>
        </Question>
      </div>
    )}
  </Section>
);
