/**
 * What a `??` line says. `not-run`: a form that needs scripts, or one that cannot be read; `reason` says
 * which, and it never passes.
 */
export type Assert =
  | {
      readonly kind: 'check';
      readonly subject: Subject;
      readonly predicate: Predicate;
      readonly expected: string;
    }
  | { readonly kind: 'not-run'; readonly reason: string };

/**
 * What of an answer an assert is about: its status, how long it took in milliseconds, one of its headers, its
 * body.
 */
export type Subject =
  | { readonly of: 'status' }
  | { readonly of: 'duration' }
  | { readonly of: 'header'; readonly name: string }
  /** `path`: a JSONPath; `undefined` for the body as text. */
  | { readonly of: 'body'; readonly path: string | undefined };

/** Long names first, so that `>=` is not read as `>`. */
const predicates = [
  '==',
  '!=',
  '<=',
  '>=',
  '<',
  '>',
  'includes',
  'startsWith',
  'endsWith',
  'matches',
  'exists',
  'isFalse',
  'isString',
  'isNumber',
  'isBoolean',
  'isArray',
  'md5',
  'sha256',
  'sha512',
] as const;

/** How the subject of an assert is compared with its value, in the spelling that parsed asserts have. */
export type Predicate = (typeof predicates)[number];

/** Other spellings that httpYac has. */
const aliases: Readonly<Record<string, Predicate>> = {
  '===': '==',
  equals: '==',
  'not equals': '!=',
  '!==': '!=',
  contains: 'includes',
  istrue: 'exists',
};

const lowerCased: ReadonlyMap<string, Predicate> = new Map([
  ...predicates.map(name => [name.toLowerCase(), name] as const),
  ...Object.entries(aliases),
]);

const alone: ReadonlySet<Predicate> = new Set([
  'exists',
  'isFalse',
  'isString',
  'isNumber',
  'isBoolean',
  'isArray',
]);

/** What a body can be hashed with; hashes are compared in base64. */
export type HashAlgorithm = 'md5' | 'sha256' | 'sha512';

/**
 * Reads the text after `??`: `status == 200`, `header x includes y`, `body includes z`,
 * `body $.id == 5` (a JSONPath), `body sha256 <base64>`, `duration < 100`. `{{...}}` in it must have been replaced before it is
 * evaluated; it may be read before.
 */
export function parseAssert(text: string): Assert {
  const [, word = '', rest = ''] = /^([^\s=!<>]+)\s*(.*)$/s.exec(text.trim()) ?? [];
  if (word === '') return notRun('there is nothing behind ??. Write for example ?? status == 200.');
  if (word === 'js' || word === 'xpath') {
    return notRun(
      `?? ${word} needs a script, and scripts are not run. Use status, header, body or duration.`,
    );
  }
  const parts = splitPredicate(rest);
  if (parts === undefined) {
    return notRun(
      `"${text.trim()}" has no comparison. Write for example ?? status == 200 or ?? body includes text.`,
    );
  }
  const { left, predicate, expected } = parts;
  if (expected === '' && !alone.has(predicate) && predicate !== '==' && predicate !== '!=') {
    return notRun(`nothing stands behind ${predicate}. Write the value that is expected.`);
  }
  const subject = parseSubject(word, left);
  if (subject === undefined) {
    return notRun(
      word === 'header'
        ? 'the name of the header is missing. Write for example ?? header content-type includes json.'
        : `"${word}" cannot be checked. Use status, header, body or duration.`,
    );
  }
  return { kind: 'check', subject, predicate, expected };
}

/** The text after `??` with one blank between its parts, or `undefined` where it cannot be read. */
export function spacedAssert(text: string): string | undefined {
  if (parseAssert(text).kind === 'not-run') return undefined;
  const [, subject = '', rest = ''] = /^([^\s=!<>]+)\s*(.*)$/s.exec(text.trim()) ?? [];
  const parts = splitPredicate(rest);
  return parts && [subject, parts.left, parts.word, parts.expected].filter(part => part !== '').join(' ');
}

/** Whether one of them asserts a status: then that status, not 2xx or 3xx, is what the request should end with. */
export function assertsStatus(asserts: readonly Assert[]): boolean {
  return asserts.some(assert => assert.kind === 'check' && assert.subject.of === 'status');
}

function notRun(reason: string): Assert {
  return { kind: 'not-run', reason };
}

/** The first word that is a predicate parts the two sides; within the brackets of a JSONPath it belongs to it. */
function splitPredicate(text: string):
  | {
      readonly left: string;
      readonly predicate: Predicate;
      /** The predicate as written. */
      readonly word: string;
      readonly expected: string;
    }
  | undefined {
  const isPath = text.startsWith('$');
  let depth = 0;
  for (const { index, 0: word } of text.matchAll(
    /[[\]]|===|!==|==|!=|<=|>=|<|>|(?<!\S)(?:not[ \t]+equals|[A-Za-z]+\d*)(?!\S)/gi,
  )) {
    if (word === '[') depth++;
    else if (word === ']') depth--;
    const predicate = lowerCased.get(word.toLowerCase().replace(/\s+/, ' '));
    if (predicate === undefined || (isPath && depth > 0)) continue;
    return {
      left: text.slice(0, index).trim(),
      predicate,
      word,
      expected: text.slice(index + word.length).trim(),
    };
  }
  return undefined;
}

function parseSubject(word: string, left: string): Subject | undefined {
  switch (word) {
    case 'status':
    case 'duration':
      return left === '' || word === 'duration' ? { of: word } : undefined;
    case 'header':
      return left === '' ? undefined : { of: 'header', name: left.toLowerCase() };
    case 'body':
      return { of: 'body', path: left === '' ? undefined : left };
    default:
      return undefined;
  }
}
