import GarimpoCharts

/// The report's style sheet: tokens for light and dark first, everything else uses them.
enum ReportStyle {
  /// Goes into the page's `style` element; holds no character that XML would want escaped.
  static let sheet: Markup = """
    :root {
      --paper: #fbfaf7; --surface: #ffffff; --sunken: #f3f1ec; --line: #e3dfd6;
      --ink: #1f1d1a; --ink-2: #5c574e;
      --gold: #8a5a00; --gold-fill: #e0a526; --gold-line: #b27a08; --gold-wash: #fbf0d6;
      --slate: #3f4c5a; --slate-fill: #8795a5; --slate-wash: #e9edf1;
      --river: #0b6e75; --river-fill: #2a9aa3; --river-wash: #dff1f2;
      --radius: 10px; --shadow: 0 1px 2px rgb(31 29 26 / 6%), 0 8px 24px rgb(31 29 26 / 5%);
      --face: Inter, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif;
      --mono: ui-monospace, Menlo, Consolas, monospace;
      color-scheme: light dark;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #171613; --surface: #1f1e1a; --sunken: #26241f; --line: #37342d;
        --ink: #efece5; --ink-2: #b5afa3;
        --gold: #f0bd55; --gold-fill: #c98f1d; --gold-line: #e0a93a; --gold-wash: #3a2e12;
        --slate: #b9c5d2; --slate-fill: #66768a; --slate-wash: #2a3138;
        --river: #6fd0d8; --river-fill: #2a8f98; --river-wash: #12353a;
        --shadow: none;
      }
    }
    * { box-sizing: border-box }
    html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-behavior: smooth }
    @media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto } }
    body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 var(--face);
      font-variant-numeric: tabular-nums; text-wrap: pretty; overflow-wrap: break-word }
    a { color: var(--river); text-underline-offset: 2px }
    :focus-visible { outline: 3px solid var(--river-fill); outline-offset: 2px; border-radius: 6px }
    .skip { position: absolute; left: -9999px } .skip:focus { left: 12px; top: 12px; background: var(--surface); padding: 8px }
    h1, h2, h3, p { margin: 0 } h1, h2, h3 { line-height: 1.25; font-weight: 650; letter-spacing: -.01em }
    h1 { font-size: 30px; letter-spacing: -.02em; max-width: 30ch }
    h2 { font-size: 21px; margin-bottom: 4px; scroll-margin-top: 64px } h3 { font-size: 16px }
    .bar { position: sticky; top: 0; z-index: 1; display: flex; align-items: center; gap: 24px; padding: 12px 24px;
      border-bottom: 1px solid var(--line); background: var(--surface) }
    .bar .name { font-weight: 680; display: flex; gap: 8px; align-items: center; min-width: 0 }
    .bar .name bdi { overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
    .bar .name i { flex: none; width: 12px; height: 12px; border-radius: 50%; background: var(--gold-fill);
      box-shadow: inset 0 0 0 3px var(--gold-wash) }
    .bar nav { display: flex; gap: 4px; margin-left: auto; overflow-x: auto }
    .bar nav a { color: var(--ink-2); text-decoration: none; padding: 6px 10px; border-radius: 8px; font-size: 15px;
      white-space: nowrap }
    .bar nav a:hover { background: var(--sunken); color: var(--ink) }
    main { max-width: 1080px; margin: 0 auto; padding: 40px 24px 72px }
    section { margin-top: 48px } section > p { color: var(--ink-2); max-width: 72ch; margin-bottom: 14px }
    .claim { border-left: 4px solid var(--gold-fill); padding-left: 18px }
    .claim p { max-width: 68ch; margin-top: 10px } .claim p + p { color: var(--ink-2) }
    .card { background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius);
      box-shadow: var(--shadow); padding: 20px 24px }
    .card.flush { padding: 4px 12px } .card + .card { margin-top: 16px }
    .grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); gap: 16px }
    .grid .card { margin: 0; min-width: 0; display: flex; flex-direction: column }
    .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 220px), 1fr)); gap: 16px;
      margin-top: 28px }
    .figures .card { margin: 0; padding: 16px 20px } .figures h2 { font-size: 15px; margin: 0 }
    .big { font-size: 32px; font-weight: 680; letter-spacing: -.02em; line-height: 1.3 }
    .big small { font-size: 15px; font-weight: 450; color: var(--ink-2); letter-spacing: 0; white-space: nowrap }
    .small { font-size: 13.5px; line-height: 1.45; color: var(--ink-2) }
    figure { margin: 0; display: flex; flex-direction: column; flex: 1 }
    figure .says { margin: 2px 0 10px; font-size: 15px; color: var(--ink-2) }
    figcaption { font-size: 13.5px; line-height: 1.45; color: var(--ink-2); margin-top: 6px }
    figure details { margin-top: auto; padding-top: 8px }
    .y { color: var(--gold); font-weight: 650 } .n { color: var(--slate); font-weight: 650 }
    .key { display: inline-block; width: 11px; height: 11px; border-radius: 3px; margin-right: 4px }
    .key.yes { background: var(--gold-fill) } .key.no { background: var(--slate-fill) }
    table { width: 100%; border-collapse: collapse; font-size: 15px }
    caption { text-align: left; font-size: 13.5px; color: var(--ink-2); padding: 8px 12px 4px }
    th { text-align: left; font-weight: 560 } tbody th { font-weight: 500 }
    thead th { font-size: 13px; line-height: 1.35; color: var(--ink-2); padding: 8px 12px; border-bottom: 1px solid var(--line);
      vertical-align: bottom }
    tbody th, td { padding: 9px 12px; border-bottom: 1px solid var(--line); vertical-align: top }
    tbody tr:last-child > * { border-bottom: 0 } .num { text-align: right; white-space: nowrap }
    tr.ours > * { background: var(--gold-wash) } tr.ours th { font-weight: 650 }
    .scroll { overflow-x: auto } .numbers { font-size: 13.5px } .numbers th, .numbers td { padding: 4px 8px }
    .fact { display: inline-block; min-width: 7.5em } .range { color: var(--ink-2); font-size: 13.5px }
    details summary { cursor: pointer; color: var(--river); font-size: 14px; width: fit-content; padding: 4px 0 }
    .score { display: inline-grid; grid-template-columns: 64px auto; gap: 8px; align-items: center; white-space: nowrap }
    .score i, .weight i { height: 8px; border-radius: 4px; background: var(--sunken); overflow: hidden; display: block }
    .score i b, .weight i b { display: block; height: 100%; border-radius: 4px; background: var(--gold-fill) }
    .weight i b.against { background: var(--slate-fill) } .weight { min-width: 120px; width: 34% }
    .weight i { margin-top: 8px } td .tag, .tag { display: inline-block; font-size: 13px; font-weight: 560; border-radius: 99px;
      padding: 1px 10px; white-space: nowrap; color: var(--slate); background: var(--slate-wash) }
    .tag.hard { color: var(--river); background: var(--river-wash) }
    .title { font-weight: 560; overflow-wrap: anywhere } code, pre { font: 14px/1.5 var(--mono) }
    code { overflow-wrap: anywhere } pre { margin: 10px 0 0; padding: 12px 14px; background: var(--sunken);
      border-radius: 8px; white-space: pre-wrap; overflow-wrap: anywhere }
    dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 6px 20px; margin: 0 } dt { color: var(--ink-2) }
    dd { margin: 0; overflow-wrap: anywhere } ul { margin: 8px 0 0; padding-left: 20px } li { overflow-wrap: anywhere }
    .notice { border-left: 4px solid var(--river-fill); background: var(--river-wash); padding: 10px 14px; border-radius: 6px;
      margin-bottom: 14px } .notice p { font-weight: 600 }
    footer { margin-top: 56px; padding-top: 16px; border-top: 1px solid var(--line) }
    svg { width: 100%; max-width: 500px; height: auto; display: block; overflow: visible }
    svg text { font: 11.5px var(--face); fill: var(--ink-2) } svg .name { font-weight: 560 }
    .axis { stroke: var(--line); fill: none }
    .curve { fill: none; stroke: var(--gold-line); stroke-width: 2.5; stroke-linejoin: round }
    .band { fill: var(--gold-fill); opacity: .2 } .dot { fill: var(--gold-line) }
    .base { fill: none; stroke: var(--slate-fill); stroke-width: 1.5; stroke-dasharray: 4 4 }
    .whisker { stroke: var(--gold-line); stroke-width: 2; opacity: .6; fill: none }
    .barY { fill: var(--gold-fill) } .barN { fill: var(--slate-fill) }
    .hit { fill: transparent } .at circle:not(.dot) { fill: var(--gold-line); stroke: var(--surface); stroke-width: 2; opacity: 0 }
    .at:hover circle { opacity: 1 } .at:hover .hit { fill: var(--ink); opacity: .05 }
    @media (max-width: 700px) {
      .bar { padding: 10px 16px; gap: 12px; flex-wrap: wrap } .bar nav { width: 100%; margin: 0 -8px } h1 { font-size: 25px }
      main { padding: 24px 16px 56px } section { margin-top: 40px } .card { padding: 16px } .card.flush { padding: 2px 4px }
      svg text { font-size: 14px } h2 { scroll-margin-top: 104px }
      .compare th, .compare td { padding: 8px } .compare .range { font-size: 12.5px; white-space: nowrap }
      .small-table { font-size: 14px } .small-table th, .small-table td { padding: 8px 4px; white-space: normal }
      dl { grid-template-columns: minmax(0, 1fr); gap: 0 } dd { margin-bottom: 10px } .fact { min-width: 0; display: block }
      .range { display: block } .reflow thead { position: absolute; left: -9999px } .reflow, .reflow tbody { display: block }
      .reflow tr { display: flex; flex-wrap: wrap; gap: 4px 14px; align-items: baseline; padding: 12px; border-bottom: 1px solid var(--line) }
      .reflow tr:last-child { border: 0 } .reflow tr > * { display: block; border: 0; padding: 0; text-align: left }
      .reflow .first { order: -1; width: 100% } .reflow td[data-label]::before { content: attr(data-label) ' '; color: var(--ink-2);
      font-size: 13.5px } .reflow td:empty { display: none } .reflow caption { display: block } .reflow .weight { width: 100% } .reflow .weight i { margin: 2px 0 }
    }
    @media print {
      :root { color-scheme: light } body { background: #fff; font-size: 11pt } .bar nav, .skip, details.behind { display: none }
      .bar { position: static } main { max-width: none; padding: 0 } .card { box-shadow: none; break-inside: avoid }
      .card.flush { break-inside: auto } tr { break-inside: avoid } section { margin-top: 24pt } h2, section > p { break-after: avoid }
      .grid { grid-template-columns: 1fr 1fr } * { print-color-adjust: exact; -webkit-print-color-adjust: exact }
    }
    """
}
