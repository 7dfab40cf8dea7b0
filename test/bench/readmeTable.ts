/** One measurement as it is told. */
export type Result = Readonly<{
  name: string;
  /** null where it could not be measured on this machine. */
  value: number | null;
  unit: string;
  bar: string;
  holds: boolean;
}>;

const [begin, end] = [
  '<!-- benchmarks: npm run bench -- --markdown writes what follows -->',
  '<!-- end of benchmarks -->',
];
const head = '| work | benchmark | bar | measured | holds |\n|---|---|---|---|---|';
const notYet = 'not measured yet';

/**
 * The README with the results in its table, which stands between two marks. Benchmarks that were not measured
 * this time keep what the table said of them. `undefined`: the marks are missing.
 */
export function readmeWithResults(
  readme: string,
  benchmarks: readonly Readonly<{ name: string; bar: string; unit: string }>[],
  results: readonly Result[],
  machine: string,
): string | undefined {
  const section = sectionOf(readme);
  if (section === undefined) return undefined;
  const before = rowsOf(section.text);
  const order = Object.keys(work);
  const rank = ({ name }: { readonly name: string }) =>
    order.includes(name) ? order.indexOf(name) : order.length;
  const rows = [...benchmarks]
    .sort((one, other) => rank(one) - rank(other))
    .map(({ name, bar, unit }) => {
      const result = results.find(one => one.name === name);
      const told = result === undefined ? before.get(name) : cellsOf(result);
      return `| ${work[name] ?? name} | \`${name}\` | ${barText(bar, unit)} | ${told ?? `${notYet} | `} |`;
    });
  const measuredOn = results.length > 0 ? `Measured on ${machine}.` : lineOf(section.text);
  const text = [begin, '', head, ...rows, '', ...(measuredOn === '' ? [] : [measuredOn, '']), end].join('\n');
  return readme.slice(0, section.start) + text + readme.slice(section.end);
}

/** The names in the table of a README. */
export function tabledBenchmarks(readme: string): readonly string[] {
  const section = sectionOf(readme);
  return section === undefined ? [] : [...rowsOf(section.text).keys()];
}

function sectionOf(readme: string) {
  const start = readme.indexOf(begin);
  const stop = readme.indexOf(end, start);
  return start < 0 || stop < 0
    ? undefined
    : { start, end: stop + end.length, text: readme.slice(start, stop) };
}

/** By name, the cells that were measured, as they stand. */
function rowsOf(text: string): ReadonlyMap<string, string> {
  const rows = [...text.matchAll(/^\|[^|]*\| `([\w-]+)` \|[^|]*\| ([^|]*\|[^|]*) \|$/gm)];
  return new Map(rows.map(([, name = '', cells = '']) => [name, cells]));
}

function lineOf(text: string): string {
  return /^Measured on .*$/m.exec(text)?.[0] ?? '';
}

function cellsOf({ value, unit, holds }: Result): string {
  return `${value === null ? 'not on this machine' : shown(value, unit)} | ${holds ? 'yes' : 'no'}`;
}

/** Five digits of a kilobyte, three of anything else. */
function shown(value: number, unit: string): string {
  const digits = unit === 'bytes' ? 5 : 3;
  return `${Number(value.toPrecision(digits)).toLocaleString('en')} ${unit}`;
}

function barText(bar: string, unit: string): string {
  const figures = bar.replaceAll(/\d{4,}/g, digits => Number(digits).toLocaleString('en'));
  return unit === 'ratio' || /[a-z]/.test(figures) ? figures : `${figures} ${unit}`;
}

/** What is measured, for people. */
const work: Readonly<Record<string, string>> = {
  'activation-ms': 'the extension starts in its host',
  'workbench-ready-ms': 'the same, and all that follows by itself is loaded and registered',
  'extension-bundle-bytes': 'the code that a start loads',
  'parse-vs-httpyac': "parsing 10,000 requests: how many times as fast as httpYac's parser",
  'keystroke-ms': 'parse and checks after a keystroke among 10,000 requests',
  'keystroke-share': 'the same, to a parse of the whole file',
  'completion-ms': 'suggestions among all paths of the catalog',
  'tree-memory-ratio': 'memory of the parsed file, to its text',
  'first-lens-vs-floor': 'first lens of 10,000 requests, to a bare provider',
  'open-stall-ms': 'longest stall of the extension host while that file opens',
  'catalog-load-ms': "Procore's operations are loaded",
  'catalog-bytes': "size of Procore's operations",
  'simulator-vs-bare-http': "the simulator's rate, to a bare Node server's",
  'send-vs-undici': "5,000 GETs of 2 KB one after another, as a file's run sends them, to bare undici's rate",
  'file-vs-httpyac': 'each further request of a file with procore-http, to the httpYac CLI',
  'cold-vs-httpyac': "one request with procore-http, cold, to the httpYac CLI's time",
  'send-to-wire-ms': 'in the editor: from the command to the request',
  'send-to-visible-ms': 'in the editor: from the command to the visible answer',
  'pages-speedup': '200 pages at 50 ms latency, to one after another',
  'pages-limited': '200 pages with spike 25 and hourly 3,600, to the best time that these allow',
  'million-rows-rss-mb': 'peak memory for 1,000,000 rows to a file',
  'large-answer-first-screen-ms': '200 MB of JSON in the editor: first screen after the last byte',
  'large-answer-block-ms': 'the same: p99 delay of the extension host, less idle',
  'large-answer-rss-mb': 'the same: growth of memory',
  'diagnosis-ms': 'an answer of 1 MB is diagnosed',
  'explorer-first-rows-ms': 'first rows of the Projects view',
  'switch-ms': 'switching the environment: the last of status bar, Projects and lenses',
};
