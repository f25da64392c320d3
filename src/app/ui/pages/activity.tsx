/** What happened around the account: sign-ins, links, codes, confirmations. Nothing secret is in it. */
import { usePageState } from '../context.ts';
import { Moment } from '../parts/moment.tsx';
import { Older } from '../parts/older.tsx';
import { PageTitle } from '../parts/page-title.tsx';

const ActivityPage = () => {
  const { activity } = usePageState();
  return (
    <div class="page narrow" data-focus-home>
      <PageTitle title="Recent activity" />
      <p class="lead">
        Everything that happened around your account. If something here was not you, lock voice ordering in
        your profile and sign out the other browsers.
      </p>
      {activity === null ? (
        <p class="soft loading">Reading your activity…</p>
      ) : (
        <section class="card" aria-label="Activity, newest first">
          {activity.entries.length === 0 ? (
            <p class="soft empty">Nothing has happened yet.</p>
          ) : (
            <ol class="timeline">
              {activity.entries.map(({ id, at, text }) => (
                <li key={id}>
                  <span>{text}</span>
                  <span class="soft">
                    <Moment at={at} />
                  </span>
                </li>
              ))}
            </ol>
          )}
          <Older list="activity" before={activity.before} label="Show older activity" />
        </section>
      )}
    </div>
  );
};

export default ActivityPage;
