/** The stand-in social provider: pick who you are there, or be somebody new. */
import type { SocialConnection } from '../configuration.ts';
import type { User } from '../state/schema.ts';
import { type Html, html } from './html.ts';
import { alert, field, form, layout } from './layout.ts';

export type SocialProblem = 'bad_email' | 'unknown_person';

export const socialPage = (view: {
  readonly state: string;
  readonly connection: SocialConnection;
  readonly people: readonly User[];
  readonly problem: SocialProblem | null;
}): Html =>
  layout(
    view.connection.display_name,
    html`<h1>Who are you at ${view.connection.display_name}?</h1>
<p class="hint">${view.connection.display_name} stands in for a social provider. It believes whatever you say.</p>
${alert(view.problem === 'unknown_person' ? 'That person is not known here. Pick another one.' : null)}
${view.people.map((person) => personButton(view.state, view.connection.name, person))}
<section aria-labelledby="new"><h2 id="new">Somebody else</h2>
${form(
  '/u/social',
  view.state,
  html`<input type="hidden" name="connection" value="${view.connection.name}">
${field({
  name: 'email',
  label: 'Email address',
  type: 'email',
  autocomplete: 'email',
  problem: view.problem === 'bad_email' ? 'Enter an address such as you@example.com.' : null,
})}
<button class="quiet">Continue as this person</button>`,
)}</section>`,
  );

const personButton = (state: string, connection: string, person: User): Html =>
  form(
    '/u/social',
    state,
    html`<input type="hidden" name="connection" value="${connection}">
<button name="person" value="${person.user_id}">${person.name}, ${person.email ?? 'no email address'}</button>`,
  );
