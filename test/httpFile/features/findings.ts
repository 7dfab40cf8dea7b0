import assert from 'node:assert/strict';
import { type FeatureContext, featureContext } from '../../../src/httpFile/features/context.ts';
import type { Finding } from '../../../src/httpFile/features/diagnostics/finding.ts';
import { findingsOf } from '../../../src/httpFile/features/diagnostics/findings.ts';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import type { ValueLayer } from '../../../src/httpFile/values.ts';
import { loadBundledCatalog } from '../../../src/procore/catalog/bundled.ts';
import {
  builtInEnvironments,
  type Environment,
  findEnvironment,
  simulatorEnvironment,
} from '../../../src/procore/environments.ts';

const environments = [...builtInEnvironments, simulatorEnvironment('http://127.0.0.1:27570')];
const environment = (name: string): Environment => {
  const found = findEnvironment(environments, name);
  if (found === undefined) throw new Error(`no environment ${name}`);
  return found;
};
const catalog = await loadBundledCatalog();

/** The sandbox is active, company 42 is chosen, the catalog is loaded. */
export const inSandbox: FeatureContext = featureContext({
  environments,
  environment: environment('sandbox'),
  catalog,
  companyId: '42',
  hostValues: { '$procore.companyId': '42', '$procore.environment': 'sandbox' },
});

export const withoutCompany = featureContext({ ...inSandbox, companyId: undefined, hostValues: {} });
export const inProduction = featureContext({ ...inSandbox, environment: environment('production') });

/** A context whose environment files say these values. */
export function withOutside(values: Readonly<Record<string, string>>): FeatureContext {
  const layer: ValueLayer = {
    origin: 'environment',
    source: 'http-client.env.json',
    section: 'sandbox',
    secret: false,
    values: new Map(Object.entries(values).map(([name, text]) => [name, { text, line: 1 }])),
  };
  const { outside: _, ...rest } = inSandbox;
  return featureContext({ ...rest, layers: [layer] });
}

export function allFindings(text: string, context = inSandbox): readonly Finding[] {
  return findingsOf(parseHttpFile(text), context).first(Number.POSITIVE_INFINITY);
}

/** `text` without its `«` and `»`, and the range between them. */
export function withRange(marked: string): { text: string; start: number; end: number } {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  if (start < 0 || end < start) throw new Error('no « and » in the marked text');
  return { text: marked.replace('«', '').replace('»', ''), start, end };
}

/** The one finding of that code, which must stand between the marks. */
export function findingAt(marked: string, code: string, context = inSandbox): Finding {
  const { text, start, end } = withRange(marked);
  const all = allFindings(text, context);
  const found = all.filter(one => one.code === code);
  const [first] = found;
  const said = all.map(({ code: other, range }) => `${other} at ${range.start}-${range.end}`).join(', ');
  assert.ok(first !== undefined && found.length === 1, `${code} once, but found: ${said || 'nothing'}`);
  assert.deepEqual(
    first.range,
    { start, end },
    `stands at "${text.slice(first.range.start, first.range.end)}"`,
  );
  return first;
}

/** That nothing is found, or nothing of these codes. */
export function findsNone(text: string, codes: readonly string[] = [], context = inSandbox): void {
  const found = allFindings(text, context).filter(({ code }) => codes.length === 0 || codes.includes(code));
  assert.deepEqual(
    found.map(({ code, message }) => `${code}: ${message}`),
    [],
  );
}
