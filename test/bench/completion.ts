import { performance } from 'node:perf_hooks';
import { editHttpFile } from '../../src/httpFile/edit.ts';
import { completionsAt } from '../../src/httpFile/features/completion.ts';
import { featureContext } from '../../src/httpFile/features/context.ts';
import { parseHttpFile } from '../../src/httpFile/parser.ts';
import { loadBundledCatalog } from '../../src/procore/catalog/bundled.ts';
import { type Benchmark, median } from './benchmark.ts';

/** What somebody types in the last line of a file; each is asked for letter by letter. */
const typedLines = [
  'GET rfis',
  'create rfi',
  'GET punch items',
  'POST daily log weather',
  'submital',
  'PATCH /rest/v1.0/projects/{{projectId}}/rfis/12/repl',
  'GET /rest/v1.1/projects',
  'DELETE webhook trigger',
  'GET company users',
  'budget line items',
  'GET https://api.procore.com/rest/v1.0/companies/{{companyId}}/proj',
  'upd observation',
  'GET wbs codes',
  'timecard entries create',
  'GET sbmtl',
  'xyzzy plugh',
];

const requests = 10_000;
const above = `@companyId = 1\n@projectId = 2\n\n${'### Projects\nGET /rest/v1.1/projects?company_id={{companyId}}\nAccept: application/json\n\n'.repeat(requests)}`;

/**
 * Completion after each letter of many lines, among all operations of the catalog and in the middle of a file of
 * 10,000 requests: the middle time.
 */
export const benchmarks: readonly Benchmark[] = [
  {
    name: 'completion-ms',
    unit: 'ms',
    bar: '< 5',
    holds: value => value < 5,
    run: async () => {
      const context = featureContext({ catalog: await loadBundledCatalog() });
      const times: number[] = [];
      const large = parseHttpFile(above);
      const middle = large.text.indexOf('###', large.text.length / 2);
      for (const line of typedLines) {
        let file = editHttpFile(large, [{ start: middle, end: middle, text: '###\n\n' }]);
        let offset = middle + '###\n'.length;
        for (const letter of line) {
          file = editHttpFile(file, [{ start: offset, end: offset, text: letter }]);
          offset += letter.length;
          const start = performance.now();
          completionsAt(file, offset, context);
          times.push(performance.now() - start);
        }
      }
      return median(times);
    },
  },
];
