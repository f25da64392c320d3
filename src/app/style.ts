/** The one style sheet, served from its own address: pages carry no inline style. */
export const styleSheet = `
:root {
  color-scheme: light dark;
  --ground: #fbfaf8;
  --card: #ffffff;
  --ink: #1d1b19;
  --soft: #5d5852;
  --line: #d9d4cc;
  --act: #0b5d51;
  --act-ink: #ffffff;
  --warn: #8a1f11;
  --warn-ground: #fdeeeb;
  --note-ground: #e8f4f1;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #171615;
    --card: #211f1d;
    --ink: #f2efea;
    --soft: #b7b0a7;
    --line: #3c3834;
    --act: #6fd3c2;
    --act-ink: #0c1f1c;
    --warn: #ffb4a6;
    --warn-ground: #3a1c17;
    --note-ground: #14302b;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0;
  background: var(--ground);
  color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif;
  overflow-wrap: anywhere;
}
header, main, footer { max-width: 44rem; margin: 0 auto; padding: 1rem; }
header { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; justify-content: space-between; }
header p { margin: 0; font-weight: 600; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0.5rem 0 1rem; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 0 0 0.5rem; }
section, .order {
  background: var(--card);
  border: 1px solid var(--line);
  border-radius: 0.75rem;
  padding: 1rem;
  margin: 0 0 1rem;
}
ol { list-style: none; margin: 0; padding: 0; }
ol .order { border-width: 1px 0 0; border-radius: 0; margin: 0; padding: 0.75rem 0; }
p { margin: 0 0 0.5rem; }
.soft, time { color: var(--soft); }
.amount { font-variant-numeric: tabular-nums; }
.note, .alert { border-radius: 0.5rem; padding: 0.75rem 1rem; }
.note { background: var(--note-ground); }
.alert { background: var(--warn-ground); color: var(--warn); }
.actions { display: flex; flex-wrap: wrap; gap: 0.5rem; margin-top: 0.75rem; }
form { margin: 0; }
label { display: block; font-weight: 600; }
input {
  font: inherit;
  font-size: 1.25rem;
  letter-spacing: 0.15em;
  width: 100%;
  max-width: 11rem;
  padding: 0.5rem 0.75rem;
  margin: 0.25rem 0 0.75rem;
  border: 1px solid var(--soft);
  border-radius: 0.5rem;
  background: var(--ground);
  color: var(--ink);
}
button, .button {
  display: inline-block;
  font: inherit;
  font-weight: 600;
  min-height: 2.75rem;
  padding: 0.5rem 1rem;
  border: 1px solid var(--act);
  border-radius: 0.5rem;
  background: var(--act);
  color: var(--act-ink);
  text-decoration: none;
  cursor: pointer;
}
button.quiet { background: transparent; color: var(--act); }
button.warn { background: transparent; border-color: var(--warn); color: var(--warn); }
a { color: var(--act); }
:focus-visible { outline: 3px solid var(--act); outline-offset: 2px; }
`;
