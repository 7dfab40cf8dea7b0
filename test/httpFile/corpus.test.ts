import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ParseReport, parseReport } from '../../src/cli/parse.ts';
import { parseHttpFile } from '../../src/httpFile/parser.ts';
import { assertGolden } from '../support/golden.ts';

const corpus = join(import.meta.dirname, '..', 'corpus');

for (const kind of ['valid', 'broken']) {
  describe(`corpus of ${kind} files`, () => {
    for (const name of readdirSync(join(corpus, kind)).filter(entry => entry.endsWith('.http'))) {
      const path = join(corpus, kind, name);
      const text = readFileSync(path, 'utf8');

      it(`${name} reads as expected`, () => {
        const report = reportOf(text);
        assertGolden(path.replace(/http$/, 'json'), `${JSON.stringify(report, undefined, 2)}\n`);
        const grave = report.problems.filter(
          ({ severity }) => severity === 'error' || severity === 'warning',
        );
        assert.equal(grave.length > 0, kind === 'broken', JSON.stringify(grave, undefined, 2));
      });

      it(`${name} reads the same with CRLF and with CR`, () => {
        assert.deepEqual(reportOf(text.replaceAll('\n', '\r\n')), reportOf(text));
        assert.deepEqual(reportOf(text.replaceAll('\n', '\r')), reportOf(text));
      });

      it(`${name} reads the same with a byte order mark`, () => {
        assert.deepEqual(withoutColumns(reportOf(`\u{feff}${text}`)), withoutColumns(reportOf(text)));
      });

      it(`${name} reads the same without a final line end`, () => {
        assert.deepEqual(reportOf(text.replace(/\n+$/, '')), reportOf(text));
      });
    }
  });
}

function reportOf(text: string): ParseReport {
  return parseReport('a.http', parseHttpFile(text));
}

function withoutColumns(report: ParseReport): object {
  return { ...report, problems: report.problems.map(({ column, endColumn, ...rest }) => rest) };
}
