/** The frame of every page. */
import { type Content, type Html, html } from './html.ts';

export const layout = (title: string, content: Content): Html => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · Sayso sandbox</title>
<link rel="stylesheet" href="/assets/tenant.css">
</head>
<body>
<main>
${content}
</main>
<footer>A sandbox on your own machine. Nothing leaves it.</footer>
</body>
</html>
`;

/** A form of the sign-in at hand. */
export const form = (
  action: string,
  state: string,
  content: Content,
): Html => html`<form method="post" action="${action}">
<input type="hidden" name="state" value="${state}">
${content}
</form>`;

/** A message at the top of a page that one must not miss. */
export const alert = (message: string | null): Html | null =>
  message === null ? null : html`<p class="error" role="alert">${message}</p>`;

/** A labelled text field; its problem is tied to it and read out with it. */
export const field = (options: {
  readonly name: string;
  readonly label: string;
  readonly type: 'email' | 'password' | 'text';
  readonly autocomplete: string;
  readonly value?: string;
  readonly hint?: string;
  readonly problem?: string | null;
}): Html => {
  const { name, problem = null, hint } = options;
  const describedBy = [hint ? `${name}-hint` : '', problem === null ? '' : `${name}-problem`]
    .join(' ')
    .trim();
  return html`<label for="${name}">${options.label}</label>
${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : null}${problem === null ? null : html`<p class="error" id="${name}-problem">${problem}</p>`}
<input id="${name}" name="${name}" type="${options.type}" value="${options.value ?? ''}" autocomplete="${options.autocomplete}" required aria-invalid="${problem === null ? 'false' : 'true'}" aria-describedby="${describedBy}">`;
};
