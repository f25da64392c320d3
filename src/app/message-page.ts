/** Pages that say one thing: why there is nothing else to see, and the way on. */
import { html } from './html.ts';
import { page } from './layout.ts';

const messages = {
  signed_out: {
    status: 401,
    title: 'You are signed out',
    text: 'Your session has ended. Nothing was done: sign in and try again.',
  },
  foreign_request: {
    status: 403,
    title: 'This did not come from our page',
    text: 'For your safety nothing was done. Open your orders and try again from there.',
  },
  sign_in_denied: {
    status: 403,
    title: 'You were not signed in',
    text: 'The sign-in was stopped or you may not use this account here. You can try again.',
  },
  sign_in_refused: {
    status: 400,
    title: 'This sign-in does not fit',
    text: 'It was not begun in this browser, took too long, or was used before. Begin again.',
  },
  sign_in_unavailable: {
    status: 503,
    title: 'Sign-in cannot be reached',
    text: 'The service that signs you in does not answer. Wait a minute and try again.',
  },
  not_found: {
    status: 404,
    title: 'Nothing here',
    text: 'There is no page at this address.',
  },
  not_understood: {
    status: 400,
    title: 'We did not understand that',
    text: 'What your browser sent is not what our page sends. Nothing was done: go back and try again.',
  },
  fault: {
    status: 500,
    title: 'Something went wrong here',
    text: 'The fault is ours and was noted. Look at your orders to see where they stand.',
  },
} as const;

export type MessageName = keyof typeof messages;

export type Message = { readonly status: number; readonly markup: string };

export const messagePage = (
  name: MessageName,
  { base, businessName, signInUrl }: { base: string; businessName: string; signInUrl: string },
): Message => {
  const { status, title, text } = messages[name];
  const signIn = name === 'signed_out' || name.startsWith('sign_in_');
  const markup = page({
    title,
    businessName,
    base,
    formToken: null,
    body: html`<h1>${title}</h1>
<p role="alert">${text}</p>
<p>${
      signIn
        ? html`<a class="button" href="${signInUrl}">Sign in</a>`
        : html`<a class="button" href="${base}/">Your orders</a>`
    }</p>`,
  });
  return { status, markup };
};
