/** The head of every page: whose it is, where one can go, and out. */
import { useModel, usePageState, useSession } from '../context.ts';
import { ShieldIcon } from './icons.tsx';
import { PageLink } from './page-link.tsx';

export const Header = () => {
  const { base } = useModel();
  const { orders } = usePageState();
  const { businessName, formToken } = useSession();
  return (
    <header class="top">
      <div class="top-row">
        <PageLink page="orders" className="brand" current={false}>
          <span class="brand-mark">
            <ShieldIcon />
          </span>
          {businessName}
        </PageLink>
        <nav aria-label="Pages">
          <PageLink page="orders">
            Orders
            {orders?.waiting != null && (
              <span class="waiting-mark">
                <span class="unseen">, one waits for your code</span>
              </span>
            )}
          </PageLink>
          <PageLink page="profile">Profile</PageLink>
          <PageLink page="activity">Activity</PageLink>
        </nav>
        <form class="sign-out" method="post" action={`${base}/sign-out`}>
          <input type="hidden" name="form_token" value={formToken} />
          <button type="submit" class="button quiet small">
            Sign out
          </button>
        </form>
      </div>
    </header>
  );
};
