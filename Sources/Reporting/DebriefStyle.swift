/// The looks of the page: light and dark, and on paper.
extension HTML {
  static let debriefStyle = HTML.fixed(
    """
    :root{color-scheme:light dark;--ink:#1c2430;--dim:#5b6675;--paper:#fff;--line:#d8dee6;--card:#f5f7fa;
    --bad:#b3261e;--fair:#8a5a00;--good:#1b6e3c;--mark:#ffe3df;--anger:#c0392b;--trust:#1f6fb2}
    @media (prefers-color-scheme:dark){:root{--ink:#e6eaf0;--dim:#9aa6b5;--paper:#14181e;--line:#313945;--card:#1c222a;
    --bad:#ff8a80;--fair:#f0b95a;--good:#6fd198;--mark:#5a2a27;--anger:#ff8a80;--trust:#7cc0ff}}
    *{box-sizing:border-box}
    body{margin:0 auto;max-width:62rem;padding:1.5rem;background:var(--paper);color:var(--ink);
    font:16px/1.55 system-ui,-apple-system,"Segoe UI","Noto Sans","PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
    h1{font-size:1.5rem;margin:0 0 .25rem}
    h2{font-size:1.1rem;margin:1.6rem 0 .5rem;border-bottom:1px solid var(--line);padding-bottom:.2rem}
    p{margin:.35rem 0}
    .dim{color:var(--dim)}.bad{color:var(--bad)}.fair{color:var(--fair)}.good{color:var(--good)}
    .score{font-size:2.4rem;font-weight:700;line-height:1.2}
    .parts{display:grid;grid-template-columns:repeat(auto-fit,minmax(12rem,1fr));gap:.6rem}
    .part{background:var(--card);border-radius:.4rem;padding:.5rem .7rem}
    .bar{height:.4rem;background:var(--line);border-radius:.2rem;margin-top:.3rem}
    .bar i{display:block;height:100%;background:var(--good);border-radius:.2rem}
    table{border-collapse:collapse;width:100%}
    td,th{text-align:left;vertical-align:top;padding:.4rem .5rem;border-top:1px solid var(--line)}
    td.n{white-space:nowrap;text-align:right;font-variant-numeric:tabular-nums}
    .talk td:nth-child(2){width:52%}
    .who{font-weight:600;margin-right:.3rem}
    mark{background:var(--mark);color:inherit;border-radius:.2rem;padding:0 .1rem}
    ul{margin:.3rem 0;padding-left:1.2rem}
    .practice{background:var(--card);border-left:.3rem solid var(--trust);padding:.6rem .9rem;border-radius:.3rem}
    svg{width:100%;height:auto;display:block}
    svg text{fill:var(--dim);font-size:11px}
    .grid{stroke:var(--line);stroke-width:1}
    .anger{stroke:var(--anger);fill:none;stroke-width:2.5}.trust{stroke:var(--trust);fill:none;stroke-width:2.5;
    stroke-dasharray:6 4}
    .dot-anger{fill:var(--anger)}.dot-trust{fill:var(--trust)}
    svg .name-anger{fill:var(--anger);font-weight:600}svg .name-trust{fill:var(--trust);font-weight:600}
    @media (max-width:40rem){.talk td{display:block;width:100%!important;border-top:0}.talk tr{display:block;
    border-top:1px solid var(--line)}}
    @page{size:A4;margin:16mm 14mm}
    @media print{:root{color-scheme:light;--ink:#000;--dim:#444;--paper:#fff;--line:#bbb;--card:#fff;--bad:#8c1d18;
    --fair:#6b4500;--good:#14532d;--mark:#eee;--anger:#8c1d18;--trust:#174a77}
    body{max-width:none;padding:0;font-size:10.5pt}h2{break-after:avoid}
    tr,.part,.practice,svg{break-inside:avoid}.part{border:1px solid var(--line)}
    *{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
    """)
}
