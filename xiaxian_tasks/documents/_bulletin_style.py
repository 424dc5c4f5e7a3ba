"""How the bulletin's page looks (通报网页样式): on a phone, on a desk, in the dark, and on A4."""

STYLE = """\
:root { color-scheme: light dark; --ink: #1d1d1f; --faint: #5b5f66; --line: #d0d4da; --paper: #fff; --ground: #f3f5f7;
  --red: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e9eaec; --faint: #a9aeb6; --line: #3a3f46; --paper: #1b1d20;
  --ground: #121315; --red: #ff9d94; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); line-height: 1.7; overflow-wrap: anywhere;
  font-family: "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Zen Hei",
  sans-serif; }
main { max-width: 54rem; margin: 0 auto; padding: 1.2rem; }
header { text-align: center; }
header p { text-align: left; }
header .mark { text-align: center; color: var(--red); font-size: 2.2rem; font-weight: 700; letter-spacing: .3em;
  margin: .2rem 0 0; }
header .of { text-align: center; color: var(--faint); border-bottom: 2px solid var(--red); padding-bottom: .5rem;
  margin: .2rem 0 1rem; }
h1 { font-size: 1.5rem; line-height: 1.4; margin: .6rem 0; }
h2 { font-size: 1.15rem; margin: 0 0 .4rem; }
p { margin: .4rem 0; }
section { background: var(--paper); border: 1px solid var(--line); border-radius: .6rem; padding: .8rem 1rem;
  margin: .9rem 0; }
.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(7.2rem, 1fr)); gap: .5rem; list-style: none;
  padding: 0; margin: .9rem 0; }
.figures li { background: var(--paper); border: 1px solid var(--line); border-radius: .6rem; padding: .4rem .6rem;
  text-align: center; display: grid; }
.figures b { font-size: 1.6rem; line-height: 1.3; }
.figures i { font-style: normal; color: var(--faint); }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1rem; list-style: none; padding: 0; margin: 0 0 .4rem;
  font-size: .9rem; }
figure { margin: .6rem 0; break-inside: avoid; }
figcaption { font-weight: 600; text-align: center; margin: .3rem 0; }
figure svg { display: block; height: auto; }
figure img { display: block; max-width: 100%; height: auto; max-height: 70vh; margin: 0 auto; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; margin: .5rem 0;
  font-variant-numeric: tabular-nums; }
caption { font-weight: 600; padding: .3rem; }
th, td { border: 1px solid var(--line); padding: .25rem .45rem; text-align: left; vertical-align: top; }
th { background: var(--ground); }
.c { text-align: center; white-space: nowrap; }
.note { color: var(--faint); font-size: .9rem; }
.sign { text-align: right; margin: 1.5rem 2rem; }
footer { border-top: 1px solid var(--line); color: var(--faint); }
code { font-family: ui-monospace, monospace; }
@page { size: A4; margin: 15mm 16mm; }
@media print {
  :root { font-size: 10pt; color-scheme: light; --ink: #000; --faint: #333; --line: #888; --paper: #fff; --ground: #fff;
    --red: #b00; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  main { max-width: none; padding: 0; }
  section { border: 0; padding: 0; margin: 3mm 0; border-radius: 0; }
  h2, caption, figcaption { break-after: avoid; }
  tr, figure, .sign, .short { break-inside: avoid; }
  thead { display: table-header-group; }
  .wide { overflow: visible; }
  .annex { break-before: page; }
  figure img { max-height: 110mm; }
}
"""
