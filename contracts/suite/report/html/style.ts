/** The style of the page. Light or dark as the reader has it, black on white on paper, where everything is unfolded. */
export const STYLE = `
:root {
  --paper: #fdfdfc; --ink: #1d2025; --soft: #5b626d; --line: #dfe2e6; --panel: #f4f5f6;
  --bad: #b3261e; --bad-panel: #fdeceb; --good: #16704a; --good-panel: #e7f5ee; --warn: #8a5a00; --warn-panel: #fff4dc;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15171a; --ink: #e8e9eb; --soft: #a2a8b1; --line: #33373d; --panel: #1e2125;
    --bad: #ff8f86; --bad-panel: #3a1b19; --good: #6fd3a3; --good-panel: #15301f; --warn: #f0bf5b; --warn-panel: #33270f;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
.wide, main, footer { max-width: 68rem; margin: 0 auto; padding: 0 1.5rem; }
.verdict { padding: 2rem 0 3.5rem; border-bottom: 1px solid var(--line); background: var(--panel); }
.verdict.broken { background: var(--bad-panel); }
.verdict.holds { background: var(--good-panel); }
.verdict.nothing { background: var(--warn-panel); }
.eyebrow { margin: 0; color: var(--soft); font-size: .8125rem; letter-spacing: .08em; text-transform: uppercase; }
h1 { display: flex; align-items: center; gap: .75rem; margin: .25rem 0 .5rem; font-size: 2rem; line-height: 1.2; }
.broken h1 { color: var(--bad); } .holds h1 { color: var(--good); } .nothing h1 { color: var(--warn); }
.icon { flex: none; width: 2.25rem; height: 2.25rem; }
.reason { max-width: 48rem; margin: 0 0 1.25rem; font-size: 1.125rem; }
.run { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin: 0; font-size: .875rem; }
.run dt { color: var(--soft); } .run dd { margin: 0; overflow-wrap: anywhere; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: 1rem; margin-top: -2.25rem; }
.tile { padding: .75rem 1rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--paper); color: inherit; text-decoration: none; }
.tile strong { display: block; font-size: 1.625rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.tile span { color: var(--soft); font-size: .875rem; }
.tile:hover, .tile:focus-visible { border-color: currentColor; }
.tile.bad strong { color: var(--bad); } .tile.good strong { color: var(--good); } .tile.warn strong { color: var(--warn); }
main { padding-bottom: 2rem; }
h2 { margin: 2.5rem 0 .25rem; font-size: 1.375rem; }
h2 + p { margin: 0 0 1rem; max-width: 48rem; color: var(--soft); }
h3 { margin: 1.5rem 0 .5rem; font-size: 1rem; overflow-wrap: anywhere; }
h3 small { color: var(--soft); font-weight: normal; }
.finding, .list { margin: .5rem 0; border: 1px solid var(--line); border-radius: .375rem; }
.finding { border-left: 4px solid var(--warn); }
.violation .finding { border-left-color: var(--bad); }
summary { padding: .5rem .875rem; cursor: pointer; overflow-wrap: anywhere; }
summary b { color: var(--soft); white-space: nowrap; }
summary:hover { background: var(--panel); }
.finding dl { display: grid; grid-template-columns: max-content 1fr; gap: .375rem 1.25rem; margin: .25rem 1.125rem 1rem; font-size: .9375rem; }
.finding dt { color: var(--soft); } .finding dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
code, pre { font: .875em/1.5 ui-monospace, "Cascadia Code", Menlo, Consolas, monospace; }
pre { margin: 0; padding: .5rem .75rem; border-radius: .25rem; background: var(--panel); white-space: pre-wrap; overflow-wrap: anywhere; }
dd.expected code, dd.actual code { padding: .125rem .375rem; border-radius: .25rem; -webkit-box-decoration-break: clone; box-decoration-break: clone; }
dd.expected code { background: var(--good-panel); color: var(--good); } dd.actual code { background: var(--bad-panel); color: var(--bad); }
.more { margin: .5rem 0; } .more > summary { color: var(--soft); }
.exchange { margin: 0 1.125rem 1rem; font-size: .9375rem; } .exchange summary { padding: .25rem 0; color: var(--soft); }
.exchange pre { margin-bottom: .5rem; }
.scroll { overflow-x: auto; margin: .5rem 0 1rem; } .list .scroll { margin: 0 .875rem .5rem; }
table { width: 100%; border-collapse: collapse; font-size: .9375rem; }
caption { padding: .25rem 0; text-align: left; font-weight: 600; }
th, td { padding: .375rem .75rem .375rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: normal; }
thead th { color: var(--soft); font-size: .8125rem; }
tbody th { overflow-wrap: break-word; }
td.small { color: var(--soft); font-size: .8125rem; overflow-wrap: anywhere; }
.number { width: 6.5rem; text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.number.none { color: var(--soft); opacity: .6; } .number.bad { color: var(--bad); font-weight: 600; }
.picture { width: 14rem; } .picture svg { display: block; margin-top: .375rem; }
.mark { display: inline-block; width: 1.25em; font-weight: 700; }
.mark.bad { color: var(--bad); } .mark.good { color: var(--good); } .mark.warn { color: var(--warn); }
.key { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 0; padding: 0; list-style: none; color: var(--soft); font-size: .8125rem; }
.key i { display: inline-block; width: .75rem; height: .75rem; margin-right: .375rem; border-radius: .125rem; vertical-align: -.0625rem; }
i.passed { background: #2e9e6b; } i.failed { background: #d43d34; } i.not-judged { background: #d9a514; } i.skipped { background: #9aa0a6; }
.reasons { padding-left: 1.25rem; color: var(--soft); font-size: .9375rem; }
.words { display: grid; grid-template-columns: max-content 1fr; gap: .375rem 1.25rem; font-size: .9375rem; }
.words dt { font-weight: 600; } .words dd { margin: 0; }
a { color: inherit; } footer { padding-bottom: 2rem; color: var(--soft); font-size: .8125rem; }
@media (max-width: 40rem) { .finding dl, .words { grid-template-columns: 1fr; gap: .125rem; } .finding dd, .words dd { margin-bottom: .5rem; } h1 { font-size: 1.5rem; } }
@media print {
  :root { --paper: #fff; --ink: #000; --soft: #444; --line: #bbb; --panel: #f4f4f4; --bad: #a00; --bad-panel: #fff; --good: #060; --good-panel: #fff; --warn: #640; --warn-panel: #fff; }
  body { font-size: 11pt; } table { font-size: 9.5pt; } .number { width: 4.5rem; } .tiles { grid-template-columns: repeat(4, 1fr); gap: .5rem; } .verdict { padding: 0 0 3rem; } .wide, main, footer { max-width: none; padding: 0; }
  details:not(.exchange)::details-content { content-visibility: visible; block-size: auto; opacity: 1; }
  .finding, tr { break-inside: avoid; } h2, h2 + p, h3 { break-after: avoid; } .tile strong { font-size: 1.125rem; } svg, .tile, .mark { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
