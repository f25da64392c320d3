/** Addresses: which page a path names, and where links lead. */
import type { PageName } from './model.ts';

/** The application's path, `/wt/app`, from the address of its script: `…/wt/app/assets/app-1a2b.js`. */
export const baseOfScript = (scriptUrl: string): string =>
  new URL(scriptUrl).pathname.replace(/\/assets\/[^/]*$/, '');

/** `/wt` of `/wt/app`: the pages that need no sign-in are beside the application. */
export const rootOf = (base: string): string => base.slice(0, base.lastIndexOf('/'));

/** Everything that is no other page is the orders. */
export const pageAt = (path: string, base: string): PageName => {
  const rest = path.slice(base.length).replace(/^\/|\/$/g, '');
  return rest === 'profile' || rest === 'activity' ? rest : 'orders';
};

export const pathOf = (page: PageName, base: string): string =>
  page === 'orders' ? `${base}/` : `${base}/${page}`;

/** The sign-in's address with where it comes back to; it may have a query of its own. */
export const freshSignInAddress = (
  freshSignInUrl: string,
  returnTo: 'orders' | 'profile',
  here: string,
): string => {
  const url = new URL(freshSignInUrl, here);
  url.searchParams.set('return', returnTo);
  return url.href;
};
