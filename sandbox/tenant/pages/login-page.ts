/** Where one signs in; it shows the people of the sandbox, with their passwords and what each is good for. */
import type { DatabaseConnection, SeedUser, SocialConnection } from '../configuration.ts';
import { type Html, html } from './html.ts';
import { alert, field, form, layout } from './layout.ts';

export type LoginProblem = 'no_username' | 'no_password' | 'wrong' | 'blocked';

export const loginPage = (view: {
  readonly state: string;
  readonly tenantName: string;
  readonly database: DatabaseConnection | null;
  readonly socials: readonly SocialConnection[];
  readonly demoUsers: readonly SeedUser[];
  readonly username: string;
  readonly problem: LoginProblem | null;
}): Html =>
  layout(
    'Sign in',
    html`<h1>Sign in to ${view.tenantName}</h1>
${alert(generalProblem(view.problem))}
${view.database ? credentials(view.state, view.username, view.problem) : null}
${view.socials.map((social) => socialButton(view.state, social))}
${view.database && !view.database.options.disable_signup ? html`<p>New here? <a href="/u/signup?state=${view.state}">Sign up</a></p>` : null}
${demoSection(view.demoUsers)}`,
  );

const generalProblem = (problem: LoginProblem | null): string | null => {
  switch (problem) {
    case 'wrong':
      return 'Wrong email or password.';
    case 'blocked':
      return 'This account is blocked after too many wrong passwords. Restart the sandbox to unblock it.';
    default:
      return null;
  }
};

const credentials = (state: string, username: string, problem: LoginProblem | null): Html =>
  form(
    '/u/login',
    state,
    html`${field({
      name: 'username',
      label: 'Email address',
      type: 'email',
      autocomplete: 'username',
      value: username,
      problem: problem === 'no_username' ? 'Enter your email address.' : null,
    })}
${field({
  name: 'password',
  label: 'Password',
  type: 'password',
  autocomplete: 'current-password',
  problem: problem === 'no_password' ? 'Enter your password.' : null,
})}
<button>Sign in</button>`,
  );

const socialButton = (state: string, social: SocialConnection): Html =>
  html`<form method="get" action="/u/social">
<input type="hidden" name="state" value="${state}">
<input type="hidden" name="connection" value="${social.name}">
<button class="quiet">Continue with ${social.display_name}</button>
</form>`;

const demoSection = (users: readonly SeedUser[]): Html | null =>
  users.length === 0
    ? null
    : html`<section aria-labelledby="demo"><div class="note">
<h2 id="demo">This is a sandbox</h2>
<p>It runs on your machine and plays Auth0. These people are made up; sign in as any of them.</p>
<dl>${users.map(demoUser)}</dl>
</div></section>`;

const demoUser = (user: SeedUser): Html => html`<dt>${user.name}</dt>
<dd>${user.password === undefined ? null : html`<code>${user.email ?? ''}</code><br>Password <code>${user.password}</code><br>`}<span class="hint">${user.note}</span></dd>`;
