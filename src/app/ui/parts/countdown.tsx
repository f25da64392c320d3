/** How long a code still works: a ring that empties, minutes and seconds, and a word now and then for a screen reader. */
import { clockText, countdownNews, remainingUntil } from '../time.ts';
import { useNow } from './use-now.ts';

/** A full ring. Codes live no longer (NIST SP 800-63B allows more; ours is shorter). */
const wholeMilliseconds = 180_000;
const radius = 26;
const around = 2 * Math.PI * radius;

export const Countdown = ({ until }: { readonly until: number }) => {
  const remaining = remainingUntil(until, useNow());
  const share = Math.min(1, remaining / wholeMilliseconds);
  return (
    <div class={remaining <= 30_000 ? 'countdown short' : 'countdown'}>
      <svg class="ring" viewBox="0 0 60 60" aria-hidden="true" focusable="false">
        <circle class="ring-track" cx="30" cy="30" r={radius} />
        <circle
          class="ring-left"
          cx="30"
          cy="30"
          r={radius}
          stroke-dasharray={`${around * share} ${around}`}
        />
      </svg>
      <p class="countdown-text">
        {remaining > 0 ? (
          <>
            <span class="soft">The code runs out in</span>{' '}
            <span role="timer" class="countdown-clock" aria-label="Time until the code runs out">
              {clockText(remaining)}
            </span>
          </>
        ) : (
          'The code has run out'
        )}
      </p>
      <p role="status" class="unseen">
        {countdownNews(remaining)}
      </p>
    </div>
  );
};
