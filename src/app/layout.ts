import { type Html, html } from './html.ts';

export type Layout = {
  readonly title: string;
  readonly businessName: string;
  /** Path of the web application, `/wt/app`. */
  readonly base: string;
  /** The sign-out form's token; null on pages for everybody. */
  readonly formToken: string | null;
  readonly body: Html;
};

/** A whole page. */
export const page = ({ title, businessName, base, formToken, body }: Layout): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – ${businessName}</title>
<link rel="stylesheet" href="${base}/style.css">
</head>
<body>
<header>
<p><a href="${base}/">${businessName}</a></p>
${
  formToken !== null &&
  html`<form method="post" action="${base}/sign-out">${tokenField(formToken)}<button class="quiet">Sign out</button></form>`
}
</header>
<main>
${body}
</main>
</body>
</html>
`.markup;

/** Every form carries the session's token (csrf.ts). */
export const tokenField = (formToken: string): Html =>
  html`<input type="hidden" name="form_token" value="${formToken}">`;
