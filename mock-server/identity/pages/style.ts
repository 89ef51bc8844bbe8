/** How all pages look, light and dark, from a telephone to a wide screen. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1c2330; --soft: #566074; --line: #c9d0dc; --ground: #f3f5f9; --card: #fff;
  --accent: #2456c9; --on-accent: #fff; --wrong: #a3182b; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8ecf4; --soft: #a4afc3; --line: #3b4559; --ground: #12161f; --card: #1b2130;
    --accent: #8fb2ff; --on-accent: #10182b; --wrong: #ff9aa6; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: start center; background: var(--ground);
  color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; }
main { width: min(44rem, 100%); padding: clamp(1.25rem, 5vw, 3.5rem) clamp(1rem, 4vw, 2rem); }
h1 { margin: 0 0 .25rem; font-size: 1.6rem; line-height: 1.2; }
h2 { margin: 2rem 0 .75rem; font-size: 1rem; }
p { margin: .25rem 0; }
.soft { color: var(--soft); }
.wrong { margin: 1rem 0; padding: .6rem .9rem; border: 1px solid var(--wrong); border-radius: .5rem; color: var(--wrong); }
ul { list-style: none; margin: 1.25rem 0 0; padding: 0; display: grid; gap: .75rem;
  grid-template-columns: repeat(auto-fill, minmax(min(18rem, 100%), 1fr)); }
button { font: inherit; cursor: pointer; border-radius: .6rem; border: 1px solid var(--line); color: var(--ink);
  background: var(--card); padding: .55rem 1rem; min-height: 2.75rem; }
button:hover { border-color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.user { display: grid; grid-template-columns: 2.75rem 1fr; gap: 0 .9rem; align-items: center; align-content: center; width: 100%; height: 100%;
  text-align: left; padding: .9rem 1rem; }
.user .face { grid-row: span 2; display: grid; place-items: center; width: 2.75rem; height: 2.75rem; border-radius: 50%;
  background: var(--accent); color: var(--on-accent); font-weight: 600; }
.user .name { font-weight: 600; overflow-wrap: anywhere; }
.user .more { font-size: .875rem; color: var(--soft); overflow-wrap: anywhere; }
.fields { display: grid; gap: .9rem; max-width: 24rem; }
label { display: grid; gap: .25rem; font-weight: 600; font-size: .925rem; }
input { font: inherit; padding: .55rem .7rem; min-height: 2.75rem; border: 1px solid var(--soft); border-radius: .5rem;
  background: var(--card); color: var(--ink); width: 100%; }
.row { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1.25rem; }
.main { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; }
code { overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 1rem 0; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
footer { margin-top: 2.5rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: .875rem; }
`;
