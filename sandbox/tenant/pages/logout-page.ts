/** Asks before signing out, where the request does not prove that the person wanted it. */
import { type Html, html } from './html.ts';
import { form, layout } from './layout.ts';

export const logoutPage = (view: {
  readonly clientId: string;
  readonly postLogoutRedirectUri: string;
  readonly state: string;
}): Html =>
  layout(
    'Sign out',
    html`<h1>Sign out?</h1>
${form(
  '/u/logout',
  view.state,
  html`<input type="hidden" name="client_id" value="${view.clientId}">
<input type="hidden" name="post_logout_redirect_uri" value="${view.postLogoutRedirectUri}">
<button>Sign out</button>`,
)}`,
  );
