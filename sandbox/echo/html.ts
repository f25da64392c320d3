/** Plain pages of the sandbox's own server, in the style of its page. */

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** @param body HTML; whatever comes from outside in it is escaped already. */
export const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Sayso sandbox</title>
<link rel="icon" href="/page/icon.svg">
<link rel="stylesheet" href="/page/style.css">
</head>
<body class="plain">
<main>
<h1>${escapeHtml(title)}</h1>
${body}
<p><a href="/">Back to the sandbox</a></p>
</main>
</body>
</html>
`;
