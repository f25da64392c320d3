import type { BuiltUi } from './built-ui.ts';
import { type Html, html } from './html.ts';

export type Layout = {
  readonly title: string;
  readonly businessName: string;
  /** Path of the web application, `/wt/app`. */
  readonly base: string;
  /** The sign-out form's token; null on pages for everybody. */
  readonly formToken: string | null;
  readonly body: Html;
  /** The pages in the browser, which take over what stands in `#app`; null: this page stays as it is. */
  readonly ui?: BuiltUi | null;
};

/** A whole page. */
export const page = ({ title, businessName, base, formToken, body, ui = null }: Layout): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – ${businessName}</title>
${headOf(base, ui)}
</head>
<body>
<div id="app">
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
<footer><p class="soft"><a href="${rootOf(base)}/privacy">Privacy</a> <a href="${rootOf(base)}/terms">Terms</a></p></footer>
</div>
</body>
</html>
`.markup;

/** With scripts the pages bring styles of their own; without, the plain ones. */
const headOf = (base: string, ui: BuiltUi | null): Html => {
  const plain = html`<link rel="stylesheet" href="${base}/style.css">`;
  if (ui === null) return plain;
  return html`${ui.styles.map((href) => html`<link rel="stylesheet" href="${href}">`)}
<noscript>${plain}</noscript>
<script type="module" src="${ui.script}"></script>`;
};

/** `/wt` of `/wt/app`. */
const rootOf = (base: string): string => base.slice(0, base.lastIndexOf('/'));

/** Every form carries the session's token (csrf.ts). */
export const tokenField = (formToken: string): Html =>
  html`<input type="hidden" name="form_token" value="${formToken}">`;
