import fc from 'fast-check';

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
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
);
