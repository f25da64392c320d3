/** The one style sheet of the tenant's pages: light and dark, from 320 px up, no images, no fonts to fetch. */

export const styleSheet = `:root {
  color-scheme: light dark;
  --ground: #f5f4f1; --paper: #ffffff; --ink: #1d1b18; --quiet: #5d5850;
  --line: #8b857b; --rule: #dedad2; --accent: #9a3412; --on-accent: #ffffff; --alarm: #a3121f;
  --note: #fdf3e3;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #171614; --paper: #211f1c; --ink: #f0ede7; --quiet: #b3ada2;
    --line: #89837a; --rule: #3a3732; --accent: #fdba8c; --on-accent: #2a1206; --alarm: #ff9d9d;
    --note: #33291a;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; padding: 1rem; min-height: 100vh; min-height: 100dvh;
  display: flex; flex-direction: column; align-items: center;
  background: var(--ground); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
}
main {
  width: 100%; max-width: 30rem; margin: max(1rem, 6vh) 0 1rem; padding: 1.75rem;
  background: var(--paper); border: 1px solid var(--rule); border-radius: 18px;
  box-shadow: 0 8px 24px rgb(60 40 20 / 7%);
}
main > :last-child, main > :last-child > :last-child, form > :last-child { margin-bottom: 0; }
footer { max-width: 30rem; color: var(--quiet); font-size: .875rem; text-align: center; }
h1 { margin: 0 0 1rem; font-size: 1.5rem; line-height: 1.25; }
h2 { margin: 0 0 .5rem; font-size: 1.0625rem; }
p { margin: 0 0 1rem; }
a { color: var(--accent); }
label { display: block; font-weight: 600; margin-bottom: .25rem; }
input {
  display: block; width: 100%; margin-bottom: 1rem; padding: .625rem .75rem;
  font: inherit; color: inherit; background: var(--paper);
  border: 1px solid var(--line); border-radius: 8px;
}
input[aria-invalid="true"] { border-color: var(--alarm); border-width: 2px; }
button {
  display: block; width: 100%; margin-bottom: .75rem; padding: .625rem 1rem; min-height: 44px;
  font: inherit; font-weight: 600; cursor: pointer;
  color: var(--on-accent); background: var(--accent); border: 1px solid var(--accent); border-radius: 8px;
}
button:hover { filter: brightness(1.1); }
button.quiet:hover { filter: none; background: var(--note); }
form + form, form + p { margin-top: .75rem; }
button.quiet { color: var(--ink); background: transparent; border-color: var(--line); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.hint { color: var(--quiet); font-size: .9375rem; }
.error { color: var(--alarm); font-weight: 600; }
.note { padding: 1rem 1rem .25rem; background: var(--note); border-radius: 12px; }
section { margin-top: 1.5rem; padding-top: 1.5rem; border-top: 1px solid var(--rule); }
ul { margin: 0 0 1rem; padding-left: 1.25rem; }
dl { margin: 0; }
dt { font-weight: 600; }
dd { margin: 0 0 1rem; }
code { font: .9375em/1.4 ui-monospace, monospace; user-select: all; }
`;
