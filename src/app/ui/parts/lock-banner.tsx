/** A lock that is on: why, since when, and how its owner opens it (rule 5). */
import type { LockData } from '../../contract.ts';
import { ActButton } from './act-button.tsx';
import { WhenFresh } from './fresh-sign-in.tsx';
import { LockIcon } from './icons.tsx';
import { Moment } from './moment.tsx';

const texts = {
  owner: {
    title: 'You have locked voice ordering',
    text: 'Nothing can be ordered by voice until you open this lock.',
  },
  wrong_codes: {
    title: 'Locked after too many wrong codes',
    text: 'Somebody tried too many wrong codes. Nothing can be ordered or confirmed until you open this lock.',
  },
} as const satisfies {
  readonly [lock in LockData['lock']]: { readonly title: string; readonly text: string };
};

export const LockBanner = ({
  lock: { lock, since },
  returnTo,
  level = 2,
}: {
  readonly lock: LockData;
  readonly returnTo: 'orders' | 'profile';
  /** Of its heading. */
  readonly level?: 2 | 3;
}) => {
  const Heading = `h${level}` as const;
  const { title, text } = texts[lock];
  return (
    <section class="banner warn" aria-labelledby={`lock-${lock}`} data-focus-home>
      <span class="badge">
        <LockIcon />
      </span>
      <div class="banner-body">
        <Heading id={`lock-${lock}`} tabIndex={-1}>
          {title}
        </Heading>
        <p>
          {text}{' '}
          <span class="soft">
            On since <Moment at={since} />.
          </span>
        </p>
        <WhenFresh returnTo={returnTo} toDo="open the lock">
          <ActButton path={`locks/${lock}/open`} describedBy={`lock-${lock}`}>
            Open the lock
          </ActButton>
        </WhenFresh>
      </div>
    </section>
  );
};
