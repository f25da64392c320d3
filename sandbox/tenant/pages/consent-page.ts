/** What an application wants to do in one's name, and two buttons of which one says no. */
import { type Html, html } from './html.ts';
import { form, layout } from './layout.ts';

export const consentPage = (view: {
  readonly state: string;
  readonly clientName: string;
  readonly userName: string;
  readonly redirectHost: string;
  readonly permissions: readonly string[];
}): Html =>
  layout(
    'Allow access',
    html`<h1>Allow ${view.clientName}?</h1>
<p>You are signed in as <strong>${view.userName}</strong>. ${view.clientName} at <strong>${view.redirectHost}</strong> asks to:</p>
<ul>${view.permissions.map((permission) => html`<li>${permission}</li>`)}</ul>
${form(
  '/u/consent',
  view.state,
  html`<button name="action" value="accept">Allow</button>
<button class="quiet" name="action" value="deny">Do not allow</button>`,
)}`,
  );
