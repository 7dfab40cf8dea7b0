import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/paths.ts';
import { readmeWithResults, tabledBenchmarks } from './readmeTable.ts';

const readme = readFileSync(join(root, 'README.md'), 'utf8');
const benchmarks = [
  { name: 'pages-speedup', unit: 'times', bar: '>= 6' },
  { name: 'catalog-bytes', unit: 'bytes', bar: '< 400000' },
];
const result = { name: 'pages-speedup', value: 7.8912, unit: 'times', bar: '>= 6', holds: true };

describe('The table of benchmarks in the README', () => {
  it('names benchmarks that there are', () => {
    const sources = globSync('*.ts', { cwd: import.meta.dirname }).map(file =>
      readFileSync(join(import.meta.dirname, file), 'utf8'),
    );
    const there = new Set(
      sources.flatMap(text => [...text.matchAll(/name: '([\w-]+)'/g)].map(([, name]) => name)),
    );
    const tabled = tabledBenchmarks(readme);
    ok(tabled.length > 0);
    deepEqual(
      tabled.filter(name => !there.has(name)),
      [],
    );
  });

  it('takes what was measured, keeps the rest, and touches nothing outside', () => {
    const first = readmeWithResults(readme, benchmarks, [result], 'a machine') ?? '';
    match(first, /\| `pages-speedup` \| >= 6 times \| 7\.89 times \| yes \|\n/);
    match(first, /\| `catalog-bytes` \| < 400,000 bytes \|/);
    match(first, /\nMeasured on a machine\.\n/);
    const bytes = { ...result, name: 'catalog-bytes', value: 412_345, unit: 'bytes', holds: false };
    const second = readmeWithResults(first, benchmarks, [bytes], 'another') ?? '';
    match(second, /\| 7\.89 times \| yes \|/);
    match(second, /\| 412,350 bytes \| no \|\n[\s\S]*\n\nMeasured on another\.\n/);
    deepEqual(tabledBenchmarks(second), ['catalog-bytes', 'pages-speedup']);
    const outside = (text: string) => text.replace(/<!-- benchmarks:[\s\S]*?<!-- end of benchmarks -->/, '');
    equal(outside(second), outside(readme));
  });

  it('says what could not be measured, and needs its marks', () => {
    const text = readmeWithResults(readme, benchmarks, [{ ...result, value: null, holds: false }], 'x') ?? '';
    match(text, /\| not on this machine \| no \|/);
    equal(readmeWithResults('# Nothing', benchmarks, [result], 'x'), undefined);
  });
});
