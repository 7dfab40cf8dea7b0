import fc from 'fast-check';
import { anyString } from '../support/anyString.ts';

/** Pieces that mean something in the language, so that random texts reach its corners. */
export const anyPiece = fc.constantFrom(
  ...[
    '###',
    '### title',
    '# @name a',
    '// @all-pages',
    '# comment',
    '/*',
    '*/',
    '@a = 1',
    '@b := {{a}}',
    '@',
    '??',
  ],
  ...[
    'query a {',
    'fragment A on B {',
    'gql a < b',
    'proto < a',
    '/* a */',
    '/* a',
    'a */',
    '{{response',
    '>>! f',
    'wss://x/y',
    'GRPC x:1/y',
    '# @loop 3',
    '# @company x',
    '    b/c',
    'Content-Type: application/x-www-form-urlencoded',
    'a=1&',
    '<@ {{a}}',
  ],
  ...[
    '?? status == 200',
    'GET /a',
    'POST https://a/b HTTP/1.1',
    'get x.y',
    'GET',
    'FOO http://x',
    '?a=1',
    '&b',
    '  /p',
  ],
  ...[
    'A: b',
    'Content-Type: text/plain',
    'Content-Type: multipart/mixed; boundary=x',
    ': x',
    'A b: c',
    '  indented',
  ],
  ...[
    '{',
    '}',
    '{{',
    '}}',
    '{{a}}',
    '{{{a}}}',
    '{{ }}',
    '< ./f',
    '<@ f',
    '<@latin1 f',
    '< {%',
    '%}',
    '> {%',
    '>> f',
    '<> f',
  ],
  ...[
    'HTTP/1.1 200 OK',
    'curl x \\',
    'import a',
    '...h',
    '\0',
    '\u{feff}',
    ' ',
    '\t',
    'ü📐',
    'X-Request-Type: GraphQL',
    '',
  ],
);
export const anyLineEnd = fc.constantFrom('\n', '\n', '\n\n', '\r\n', '\r', ' ', '');
/** Texts of such pieces, and some of anything. */
export const anyText = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .array(fc.tuple(anyPiece, anyLineEnd), { maxLength: 40, size: 'max' })
      .map(pairs => pairs.flat().join('')),
  },
  { weight: 1, arbitrary: anyString({ maxLength: 300 }) },
);
