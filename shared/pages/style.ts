/**
 * The one stylesheet. Colours are pairs for light and dark; what a verdict is shows by shape and word as well. Long ids
 * and commands wrap within their box, so that nothing is wider than a phone of 360 px.
 */
export const style = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f4f5f7, #101317);
  --card: light-dark(#ffffff, #191d23);
  --text: light-dark(#1b1f24, #e7eaee);
  --quiet: light-dark(#55606b, #a3adb8);
  --line: light-dark(#cfd5dc, #38414b);
  --link: light-dark(#0b57d0, #8ab4f8);
  --pass: light-dark(#1a6b3c, #6fd08c);
  --warn: light-dark(#8a5300, #f0b44c);
  --fail: light-dark(#b3261e, #ff9188);
  --mono: ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--text);
  font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; overflow-wrap: anywhere;
}
main { max-width: 56rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: clamp(1.25rem, 4vw, 1.5rem); line-height: 1.25; margin: 0; text-wrap: balance; }
h2 { font-size: 1.125rem; margin: 0 0 .5rem; }
h3 { font-size: 1rem; margin: 0; }
h4 { font-size: .875rem; margin: 1rem 0 .25rem; }
p { margin: .375rem 0; }
a { color: var(--link); }
section { margin-top: 1.75rem; }
ol { padding-left: 1.5rem; margin: .25rem 0; }
code, pre { font-family: var(--mono); font-size: .875em; }
summary { cursor: pointer; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
.only-read { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.headline { display: flex; gap: .875rem; align-items: flex-start; }
.headline .shape { width: 2.25rem; height: 2.25rem; margin-top: -.125rem; }
.age, .portal, .because, .source, .below { color: var(--quiet); font-size: .875rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 1rem; }
.first { border: 2px solid var(--fail); }
.first h2 { color: var(--fail); }
.cause { font-size: 1.125rem; font-weight: 600; line-height: 1.35; margin: 0 0 .5rem; }
.first .because { margin-bottom: .75rem; }
.way { display: flex; flex-wrap: wrap; gap: .1875rem; margin: .75rem 0 0; }
.way .shape { width: 1rem; height: 1rem; }
.way .shape.fail { width: 1.25rem; height: 1.25rem; margin: -.125rem .125rem 0; }

.shape { flex: none; width: 1.25rem; height: 1.25rem; vertical-align: -.25rem; fill: var(--quiet); }
.shape .mark { fill: none; stroke: var(--ground); stroke-width: 2.5; stroke-linecap: round; }
.shape .line { fill: none; stroke: var(--quiet); stroke-width: 2; stroke-linecap: round; }
.shape .hollow { fill: none; stroke: var(--quiet); stroke-width: 2; }
.shape .dashed { stroke-dasharray: 3 3; }
.shape.pass { fill: var(--pass); }
.shape.warn { fill: var(--warn); }
.shape.fail { fill: var(--fail); }

.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .75rem; margin: 1.25rem 0 0; }
.figures div { border-top: 2px solid var(--line); padding-top: .375rem; }
.figures dt { font-size: .875rem; color: var(--quiet); }
.figures dd { margin: 0; }
.figures b { display: block; font-size: 1.375rem; line-height: 1.3; font-variant-numeric: tabular-nums; }
.figures b .shape { margin-right: .375rem; }
.figures span { font-size: .875rem; color: var(--quiet); }

.ladder { list-style: none; margin: 0; padding: 0; }
.ladder > li { position: relative; display: flex; gap: .75rem; padding: .4375rem 0; }
.ladder > li > .shape { position: relative; margin-top: .125rem; }
.ladder > li:not(:last-child)::before {
  content: ""; position: absolute; left: calc(.625rem - 1px); top: 2.0625rem; bottom: -.3125rem; border-left: 2px solid var(--line);
}
.ladder > li.fail:not(:last-child)::before, .ladder > li.skipped:not(:last-child)::before { border-left-style: dotted; }
.rung { flex: 1; min-width: 0; display: grid; grid-template-columns: 1fr auto; column-gap: .75rem; align-items: baseline; }
.told { grid-column: 1 / -1; min-width: 0; }
.says { color: var(--quiet); margin: 0; }
.fail .says, .warn .says { color: var(--text); }
.verdict { font-size: .875rem; color: var(--quiet); white-space: nowrap; }
.fail > .rung > .verdict { color: var(--fail); font-weight: 600; }
.warn > .rung > .verdict { color: var(--warn); font-weight: 600; }
.pass h3, .skipped h3 { font-weight: 400; }
.skipped h3 { color: var(--quiet); }
.told > details > summary { color: var(--link); font-size: .875rem; width: fit-content; padding: .125rem 0; }
li:target > .rung > h3 { text-decoration: underline 3px var(--link); text-underline-offset: 3px; }
@media (min-width: 44rem) {
  li:not(.fail) > .rung { grid-template-columns: 15.5rem 1fr auto; }
  li:not(.fail) > .rung > .told { grid-column: 2; grid-row: 1; }
  li:not(.fail) > .rung > .verdict { grid-column: 3; grid-row: 1; }
}

.causes summary { font-weight: 600; padding: .125rem 0; }
.causes details { padding-bottom: .25rem; }
blockquote {
  margin: .25rem 0; padding: .5rem .75rem; border-left: 3px solid var(--line); background: var(--ground);
  font: .875rem/1.5 var(--mono); white-space: pre-wrap; unicode-bidi: isolate;
}
.details { margin: .25rem 0; font-size: .875rem; }
.details div { display: grid; grid-template-columns: minmax(0, 9rem) minmax(0, 1fr); gap: .75rem; padding: .125rem 0; }
.details dt { color: var(--quiet); }
.details dd { margin: 0; font-family: var(--mono); }

.command { margin: .5rem 0; border: 1px solid var(--line); border-radius: 6px; background: var(--card); overflow: hidden; }
.card .command { background: var(--ground); }
.command .above {
  display: flex; justify-content: space-between; align-items: center; gap: .75rem; min-height: 2.5rem; padding: .25rem .25rem .25rem .75rem;
  border-bottom: 1px solid var(--line); font-size: .8125rem; color: var(--quiet);
}
.command pre { margin: 0; padding: .625rem .75rem; white-space: pre-wrap; unicode-bidi: isolate; }
.command code > span { display: block; padding-left: 1.5em; text-indent: -1.5em; }
.command code > span > span { display: inline-block; max-width: 100%; text-indent: 0; }
.command .below { margin: 0; padding: 0 .75rem .5rem; }

button, select, textarea, input {
  font: inherit; color: var(--text); background: var(--card); border: 1px solid var(--quiet); border-radius: 6px; padding: .4375rem .75rem;
  max-width: 100%;
}
button { cursor: pointer; font-weight: 600; }
button[data-copy] { flex: none; padding: .1875rem .75rem; font-size: .875rem; color: var(--link); border-color: var(--link); }
[hidden] { display: none; }
.fields, .buttons { display: flex; flex-wrap: wrap; gap: .75rem; margin: .75rem 0 .5rem; }
.fields label { display: grid; grid-template-columns: minmax(0, 1fr); gap: .25rem; font-size: .875rem; max-width: 100%; }
textarea { display: block; width: 100%; margin-top: .25rem; font: .875rem/1.5 var(--mono); }

.mailbox > summary { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline; }
.mailbox > summary::before { content: "▸"; color: var(--quiet); }
.mailbox[open] > summary::before { content: "▾"; }
.mailbox > summary h2 { margin: 0; flex: 1; min-width: 0; }
.room { margin: .5rem 0; }

.quiet { color: var(--quiet); font-weight: 400; }
.headline .age, .headline .go { display: inline-block; margin: .25rem .75rem 0 0; }
.go button { font-size: .875rem; font-weight: 400; color: var(--link); text-decoration: underline; background: none; border: 0; padding: .25rem 0; }
.fields label.wide { flex: 1 1 15rem; }
.look-up { margin: 1.75rem 0 0; }
.look-up button { align-self: end; }
.done { display: flex; gap: .625rem; margin: 1rem 0 0; }
.hold { border-left: 4px solid var(--fail); margin-top: .75rem; }
.hold.warn { border-left-color: var(--warn); }
.hold .cause { font-size: 1rem; margin: .375rem 0; }
#found ~ h3 { margin-top: 1rem; }

.chart { margin: 0; }
.chart svg { display: block; width: 100%; height: 7rem; }
.chart .column { fill: transparent; }
.chart g:hover .column { fill: var(--line); }
.chart .up { fill: var(--link); }
.chart .down { fill: var(--fail); }
.chart .axis { fill: var(--quiet); }
.hours { display: flex; justify-content: space-between; font-size: .8125rem; color: var(--quiet); margin: .25rem 0; }
table { border-collapse: collapse; font-size: .875rem; margin-top: .5rem; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: .125rem .75rem .125rem 0; }
thead th { color: var(--quiet); font-weight: 400; border-bottom: 1px solid var(--line); }

.mailboxes, .ended { list-style: none; margin: 0; padding: 0; }
.mailboxes > li { padding: .75rem 0; border-top: 1px solid var(--line); }
.counts { grid-template-columns: repeat(auto-fit, minmax(6rem, 1fr)); }
.counts span { display: block; line-height: 1.3; }
.mailboxes .figures { margin-top: .25rem; }
.mailboxes .figures div { border: 0; padding: 0; }
.mailboxes .figures b { font-size: 1.125rem; }
.ended > li { border-top: 1px solid var(--line); }
.ended > li > details > summary { display: flex; gap: .625rem; padding: .5rem 0; }
.ended > li > details > summary::after { content: "▸"; color: var(--quiet); }
.ended > li > details[open] > summary::after { content: "▾"; }
.ended .what { flex: 1; min-width: 0; }
.ended .what h3 { display: inline; }
.ended .says { display: block; }
.ended .told { padding: 0 0 .75rem 1.875rem; }
.history { list-style: none; padding: 0; }
.history li { display: grid; grid-template-columns: minmax(0, 9rem) minmax(0, 1fr); gap: .75rem; padding: .125rem 0; }
.history time { color: var(--quiet); font-size: .875rem; }
.history q { display: block; font: .875rem/1.5 var(--mono); color: var(--quiet); unicode-bidi: isolate; }
.history q::before, .history q::after { content: none; }
@media (max-width: 30rem) { .history li { grid-template-columns: minmax(0, 1fr); gap: 0; } }

@media print {
  :root { color-scheme: light; }
  body { background: none; }
  main { max-width: none; padding: 0; }
  details::details-content { content-visibility: visible; height: auto; }
  button, form, .age a { display: none; }
  .command, .ladder > li { break-inside: avoid-page; }
}
`;
