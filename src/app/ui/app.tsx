/** The whole application: head, one page by the address, foot, and the place where news are told. */
import { useEffect, useRef } from 'preact/hooks';
import { pageAt } from './addresses.ts';
import { useModel, usePageState } from './context.ts';
import type { PageName, State } from './model.ts';
import { OrdersPage } from './pages/orders.tsx';
import { SessionEndedPage, WelcomePage } from './pages/signed-out.tsx';
import { Footer } from './parts/footer.tsx';
import { Header } from './parts/header.tsx';
import { lazyPage } from './parts/lazy-page.tsx';
import { News } from './parts/news.tsx';

const pages = {
  orders: OrdersPage,
  profile: lazyPage(() => import('./pages/profile.tsx')),
  activity: lazyPage(() => import('./pages/activity.tsx')),
};

const titles: { readonly [page in PageName]: string } = {
  orders: 'Your orders',
  profile: 'Your profile',
  activity: 'Recent activity',
};

export const App = () => {
  const { base } = useModel();
  const state = usePageState();
  const { session, page, sessionEnded, news } = state;
  useAddress();
  useTitle(titleOf(state));
  useFocusOnNewPage(`${page} ${sessionEnded}`);
  const Page = pages[page];
  const signedIn = session.signedIn && !sessionEnded;
  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      {signedIn ? <Header /> : <PlainHeader businessName={session.businessName} home={`${base}/`} />}
      <main id="main" tabIndex={-1}>
        {signedIn && <Page />}
        {!session.signedIn && <WelcomePage session={session} />}
        {sessionEnded && <SessionEndedPage signInUrl={`${base}/sign-in`} reason={news?.text ?? null} />}
      </main>
      <Footer />
      {signedIn && <News />}
    </>
  );
};

const PlainHeader = ({ businessName, home }: { readonly businessName: string; readonly home: string }) => (
  <header class="top">
    <div class="top-row">
      <a class="brand" href={home}>
        {businessName}
      </a>
    </div>
  </header>
);

const titleOf = ({ session, page, orders, sessionEnded }: State): string => {
  if (!session.signedIn || sessionEnded)
    return `${sessionEnded ? 'Signed out' : 'Welcome'} – ${session.businessName}`;
  const waiting = orders?.waiting != null ? '(1) ' : '';
  return `${waiting}${titles[page]} – ${session.businessName}`;
};

const useTitle = (title: string) => {
  useEffect(() => {
    document.title = title;
  }, [title]);
};

/** Back and forward. */
const useAddress = () => {
  const model = useModel();
  useEffect(() => {
    const follow = () => model.show(pageAt(location.pathname, model.base));
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, [model]);
};

/** A new page begins at its heading, for the eye and for the screen reader; the first one is left as it is. */
const useFocusOnNewPage = (key: string) => {
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    scrollTo(0, 0);
    const heading = document.querySelector('main h1') ?? document.querySelector('main');
    if (heading instanceof HTMLElement) heading.focus({ preventScroll: true });
  }, [key]);
};
