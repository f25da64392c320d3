/** Where one becomes a user of the database connection. */
import { type Html, html } from './html.ts';
import { alert, field, form, layout } from './layout.ts';

export type SignupProblem = 'bad_email' | 'bad_password' | 'not_possible' | 'closed';

export const signupPage = (view: {
  readonly state: string;
  readonly tenantName: string;
  readonly email: string;
  readonly problem: SignupProblem | null;
}): Html =>
  layout(
    'Sign up',
    html`<h1>Sign up for ${view.tenantName}</h1>
${alert(generalProblem(view.problem))}
${form(
  '/u/signup',
  view.state,
  html`${field({
    name: 'email',
    label: 'Email address',
    type: 'email',
    autocomplete: 'email',
    value: view.email,
    hint: 'The sandbox keeps all mail: you will find it in its mailbox.',
    problem: view.problem === 'bad_email' ? 'Enter an address such as you@example.com.' : null,
  })}
${field({
  name: 'password',
  label: 'Password',
  type: 'password',
  autocomplete: 'new-password',
  hint: 'At least 8 characters.',
  problem: view.problem === 'bad_password' ? 'Choose 8 to 72 characters.' : null,
})}
<button>Sign up</button>`,
)}
<p>Already have an account? <a href="/u/login?state=${view.state}">Sign in</a></p>`,
  );

const generalProblem = (problem: SignupProblem | null): string | null => {
  switch (problem) {
    case 'not_possible':
      return 'This sign-up is not possible. If you already have an account, sign in instead.';
    case 'closed':
      return 'This tenant takes no sign-ups.';
    default:
      return null;
  }
};
