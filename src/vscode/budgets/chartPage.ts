/** What the page is made of. */
export interface PageParts {
  /** Its script, which stands in the page: one that the editor has to bring may be lost while it is busy. */
  readonly code: string;
  /** Different each time, and not to be guessed. */
  readonly nonce: string;
  readonly title: string;
  /** Of the editor, as in `en`. */
  readonly language: string;
}

/**
 * The page around the charts. It runs one script and loads nothing, and may connect to nowhere. Colours are
 * the theme's; shapes, dashes and words say what colours say. Nothing moves by itself.
 */
export function chartPage({ code, nonce, title, language }: PageParts): string {
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style nonce="${escaped(nonce)}">${style}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<p class="key">
<span><svg viewBox="0 0 24 10" aria-hidden="true"><path class="left" d="M1 2L12 2L12 8L23 8"/></svg> left of the hour</span>
<span><svg viewBox="0 0 24 10" aria-hidden="true"><rect class="used" x="4" y="1" width="6" height="9"/><rect class="used" x="12" y="4" width="6" height="6"/></svg> used in 10 seconds</span>
<span><svg viewBox="0 0 24 10" aria-hidden="true"><path class="forecast" d="M1 2L23 8"/></svg> forecast</span>
<span><svg viewBox="0 0 24 10" aria-hidden="true"><path class="refusal" d="M8 1L16 9M8 9L16 1"/></svg> answer of 429</span>
</p>
<main id="charts"></main>
<script nonce="${escaped(nonce)}">${unclosed(code)}</script>
</body>
</html>
`;
}

const style = `
body { color: var(--vscode-foreground); font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); padding: 0 1.2em 2em; max-width: 60em; }
h1 { font-size: 1.4em; font-weight: 600; }
h2 { font-size: 1.2em; font-weight: 600; margin: 1.6em 0 0.4em; }
h3 { font-size: 1em; font-weight: 600; margin: 0.8em 0 0.2em; }
figure { margin: 0 0 1em; }
svg { display: block; width: 100%; }
.key { display: flex; flex-wrap: wrap; gap: 0.4em 1.6em; }
.key span { display: inline-flex; align-items: center; gap: 0.5em; }
.key svg { width: 2.4em; }
.reading:empty { display: none; }
.chart { border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, transparent)); }
.chart:focus { outline: 2px solid var(--vscode-focusBorder); outline-offset: 2px; }
.chart:not(:focus) .cursor { visibility: hidden; }
.reading { min-height: 1.4em; margin: 0.2em 0; font-variant-numeric: tabular-nums; }
figcaption { color: var(--vscode-descriptionForeground); }
path, line { fill: none; stroke-width: 1.5; }
text { fill: var(--vscode-foreground); font-size: 10px; }
.grid { stroke: var(--vscode-charts-lines, var(--vscode-foreground)); stroke-width: 0.5; opacity: 0.6; }
.now { stroke: var(--vscode-foreground); stroke-width: 1; stroke-dasharray: 1 3; }
.left { stroke: var(--vscode-charts-blue, var(--vscode-foreground)); stroke-width: 2; }
.used { fill: var(--vscode-charts-purple, var(--vscode-foreground)); }
.forecast { stroke: var(--vscode-foreground); stroke-dasharray: 6 4; }
.refusal { stroke: var(--vscode-charts-red, var(--vscode-errorForeground)); stroke-width: 2; }
.cursor { stroke: var(--vscode-focusBorder); stroke-width: 1; }
summary { cursor: pointer; }
summary:focus { outline: 1px solid var(--vscode-focusBorder); }
table { border-collapse: collapse; margin-top: 0.6em; }
caption { text-align: left; padding-bottom: 0.4em; }
th, td { border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, currentColor)); padding: 0.2em 0.8em; text-align: left; font-variant-numeric: tabular-nums; }
@media (forced-colors: active) {
  path, line { stroke: CanvasText; }
  .used { fill: CanvasText; }
  .chart:focus { outline-color: Highlight; }
}
`;

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}

/** Inside strings this means the same, and nowhere else does code have it: so it cannot end its element. */
function unclosed(code: string): string {
  return code.replaceAll('</', '<\\/').replaceAll('<!--', '<\\!--');
}
