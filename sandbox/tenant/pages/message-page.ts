/** Pages that only say something. */
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';

const message = (title: string, text: string): Html =>
  layout(
    title,
    html`<h1>${title}</h1>
<p>${text}</p>`,
  );

export const errorPage = (text: string): Html => message('Something is wrong with this request', text);

export const lostPage = message(
  'This sign-in is over',
  'It is too old, or it was begun in another browser. Go back to the application and sign in again.',
);

export const staleLinkPage = message(
  'This link no longer works',
  'It was used before, or it is older than five days.',
);

export const verifiedPage = message('Your email is verified', 'You can close this page.');

export const signedOutPage = message('You are signed out', 'You can close this page.');
