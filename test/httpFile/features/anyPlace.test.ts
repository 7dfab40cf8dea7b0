import fc from 'fast-check';
import { completionsAt, snippetText } from '../../../src/httpFile/features/completion.ts';
import { type FeatureContext, featureContext } from '../../../src/httpFile/features/context.ts';
import { explanationAt } from '../../../src/httpFile/features/hover.ts';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import type { RequestNode } from '../../../src/httpFile/syntax.ts';
import type { Scope } from '../../../src/httpFile/values.ts';
import { loadBundledCatalog } from '../../../src/procore/catalog/bundled.ts';
import { runs } from '../../support/runs.ts';

/** Pieces that mean something, so that random texts of them are nearly files. */
const pieces = [
  ...[
    '\n',
    '\n\n',
    ' ',
    '###',
    '# @',
    '@a = ',
    '{{',
    '}}',
    '{',
    '}',
    '[',
    ']',
    '"',
    ':',
    ',',
    '?',
    '&',
    '=',
    '//',
    '\r',
  ],
  ...[
    'GET ',
    'POST ',
    '/rest/v1.0/projects/1/rfis',
    '/rest/v1.1/punch_items',
    'https://example.com',
    '/vapid/',
  ],
  ...[
    'rfi',
    'subject',
    'name',
    'env ',
    'Content-Type',
    'filters[status]',
    'page',
    '$guid',
    'a.response.body.$',
    '%5B',
  ],
  ...['\u0000', '\ud83d', '😀', '\u2028'],
];

describe('Completion and hover at any place of any text', () => {
  let context: FeatureContext;
  before(async () => {
    context = featureContext({ catalog: await loadBundledCatalog() });
  });

  const texts = fc.tuple(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), fc.nat());

  it('offers what stays on the line around the cursor', () => {
    fc.assert(
      fc.property(texts, ([parts, seed]) => {
        const text = parts.join('');
        const offset = seed % (text.length + 1);
        const file = parseHttpFile(text);
        for (const { range, insert } of completionsAt(file, offset, context).items) {
          snippetText(insert);
          if (range.start > offset || range.end < offset || range.end > text.length) return false;
          if (/[\r\n]/.test(text.slice(range.start, range.end))) return false;
        }
        return true;
      }),
      { numRuns: runs(150, 400) },
    );
  });

  it('explains what holds the cursor', () => {
    fc.assert(
      fc.property(texts, ([parts, seed]) => {
        const text = parts.join('');
        const offset = seed % (text.length + 1);
        const file = parseHttpFile(text);
        const scopeOf = (request: RequestNode): Scope => ({
          file,
          request,
          values: {
            overrides: {},
            host: {},
            processEnv: {},
            now: () => 0,
            random: () => 0,
            uuid: () => '',
            answerOf: () => undefined,
          },
        });
        const found = explanationAt(file, offset, context, scopeOf);
        return found === undefined || (found.range.start <= offset && offset <= found.range.end);
      }),
      { numRuns: runs(1500) },
    );
  });
});
