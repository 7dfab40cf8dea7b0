import { isSecretName } from '../secretValues.ts';
import type { Range, RequestNode, Segment, VariableNode } from '../syntax.ts';

/** A secret that stands in a file in clear. */
export interface LiteralSecret {
  /** The secret itself, without the quotes or the scheme before it. */
  readonly range: Range;
  /** What holds it, for people: `the header Authorization`, `client_secret`. Never the secret. */
  readonly holder: string;
  /** A name that a variable for it could have. */
  readonly variable: string;
  /** It is the value of `Authorization`. */
  readonly authorization: boolean;
}

/**
 * Secrets in a request: credentials in `Authorization` and in headers and fields that are called so, and
 * JSON Web Tokens anywhere. Variables and what is plainly a placeholder are none. Ranges count as the nodes'.
 */
export function secretsInRequest(segment: Segment, request: RequestNode): readonly LiteralSecret[] {
  const found: LiteralSecret[] = [];
  for (const { name, value } of request.headers) {
    if (value.text === '') continue;
    const holder = `the header ${name.text}`;
    if (/^(?:proxy-)?authorization$/i.test(name.text)) {
      const [, before = '', said = ''] = /^((?:[A-Za-z]\w*[ \t]+)?)(\S.*)$/s.exec(value.text) ?? [];
      if (!isCredential(before.trim().toLowerCase(), said)) continue;
      const start = value.range.end - said.length;
      const range = { start, end: value.range.end };
      found.push({ range, holder, variable: variableOf(before), authorization: true });
    } else if (isSecretHeader(name.text) && isSecretValue(value.text, name.text)) {
      found.push({ range: value.range, holder, variable: camel(name.text), authorization: false });
    } else found.push(...webTokensIn(value.text, value.range.start, holder));
  }
  for (const { text, range } of request.targetParts) {
    found.push(...passwordIn(text, range.start));
    found.push(...fieldsIn(text, range.start, /[?&]([\w.[\]-]+)=([^&#\s]+)/g));
    found.push(...webTokensIn(text, range.start, 'the address'));
  }
  const { body } = request;
  if (body?.text !== undefined) {
    const { start, end } = body.range;
    const text = segment.text.slice(start - segment.base, end - segment.base);
    found.push(...fieldsIn(text, start, /"([\w.-]+)"[ \t]*:[ \t]*"((?:[^"\\\n]|\\.)+)"/g));
    found.push(...fieldsIn(text, start, /(?:^|[&\n])[ \t]*([\w.-]+)=([^&\s"]+)/g));
    found.push(...webTokensIn(text, start, 'the body'));
  }
  return withoutRepeats(found);
}

/** Secrets in a curl command that stands in a file and is not sent; `base` is where it starts. */
export function secretsInCommand(command: string, base: number): readonly LiteralSecret[] {
  const found: LiteralSecret[] = [];
  const add = (
    match: RegExpMatchArray,
    value: string,
    holder: string,
    variable: string,
    authorization = false,
  ) => {
    const start = base + (match.index ?? 0) + match[0].length - value.length;
    found.push({ range: { start, end: start + value.length }, holder, variable, authorization });
  };
  for (const match of command.matchAll(
    /["'\s^]((?:proxy-)?authorization):[ \t]*((?:[a-z]\w*[ \t]+)?)([^"'\s^][^"'\n^]*)/gi,
  )) {
    const [, name = '', scheme = '', said = ''] = match;
    if (isCredential(scheme.trim().toLowerCase(), said))
      add(match, said, `the header ${name}`, variableOf(scheme), true);
  }
  for (const match of command.matchAll(/(?:-H|--header)[ \t=]*["'^]*([\w-]+):[ \t]*([^"'\s^]+)/g)) {
    const [, name = '', value = ''] = match;
    if (isSecretHeader(name) && isSecretValue(value, name))
      add(match, value, `the header ${name}`, camel(name));
  }
  for (const match of command.matchAll(/--oauth2-bearer[ \t=]+["'^]*([^"'\s^]+)/g))
    if (isCredential('bearer', match[1] ?? '')) add(match, match[1] ?? '', '--oauth2-bearer', 'token');
  for (const match of command.matchAll(/\s(?:-u[ \t]*|--user[ \t=]+)["'^]*[^"'\s:^]+:([^"'\s^]+)/g))
    if (isSecretValue(match[1] ?? '', 'password')) add(match, match[1] ?? '', '--user', 'password');
  found.push(...fieldsIn(command, base, /[?&]([\w.[\]-]+)=([^&#\s"'^]+)/g));
  found.push(...fieldsIn(command, base, /\\?"([\w.-]+)\\?"[ \t]*:[ \t]*\\?"((?:[^"\\\n]|\\[^"\n])+)\\?"/g));
  found.push(...fieldsIn(command, base, /["'\s&]([\w.-]+)=([^&\s"']+)/g));
  found.push(...webTokensIn(command, base, 'the command'));
  return withoutRepeats(found);
}

/** The secret that a file variable holds in clear, or `undefined`. */
export function secretInVariable({ name, value }: VariableNode): LiteralSecret | undefined {
  const holder = `@${name.text}`;
  if (isNameOfSecret(name.text) && isSecretValue(value.text, name.text))
    return { range: value.range, holder, variable: name.text, authorization: false };
  return webTokensIn(value.text, value.range.start, holder)[0];
}

function isCredential(scheme: string, said: string): boolean {
  if (scheme === 'basic' || scheme === 'digest') {
    const parts = said.split(/[\s:]+/);
    return !isTemplate(said) && said.length >= 6 && !parts.some(part => isPlaceholder(part, 'authorization'));
  }
  return said.length >= 12 && !/\s/.test(said) && !isPlaceholder(said, 'token');
}

function isSecretHeader(name: string): boolean {
  return isNameOfSecret(name) || /^(?:x-)?(?:auth|access|api)[-_]?(?:key|token)$/i.test(name);
}

/** Names of secrets, without those that only speak about them: `token_type`, `tokenUrl`, `next_page_token`. */
function isNameOfSecret(name: string): boolean {
  return (
    isSecretName(name) &&
    !/(?:type|url|uri|name|hint|expir\w*|lifetime|ttl|length|count|limit|id|enabled|policy|reset|cost)$/i.test(
      name,
    ) &&
    !/idempotency|page_?token|next_?token|csrf|xsrf|tokens?_?per/i.test(name)
  );
}

function isSecretValue(value: string, name: string): boolean {
  if (isPlaceholder(value, name)) return false;
  if (/pass|pwd/i.test(name)) return value.length >= 4;
  // A word or a number of few digits is hardly a secret, whatever its field is called.
  return value.length >= 12 && /\d/.test(value) && /[A-Za-z]/.test(value) && !/\s/.test(value);
}

function isTemplate(value: string): boolean {
  return /\{\{|\$\{|%[A-Za-z_]\w*%|^\$[A-Za-z_]/.test(value);
}

function isPlaceholder(value: string, name: string): boolean {
  const text = value.slice(0, 300).trim();
  const plain = text.toLowerCase().replaceAll(/[^a-z\d]/g, '');
  return (
    isTemplate(text) ||
    /^[<[({].*[>\])}]$/.test(text) ||
    /\.\.\.|…|\*\*\*|xxx|<[^>]*>|000000|123456/i.test(text) ||
    plain === '' ||
    plain === name.toLowerCase().replaceAll(/[^a-z\d]/g, '') ||
    /^(?:your|my|our|some|the|an?|insert|replace|change|enter|put|add|access|bearer|auth|api|client|fake|test|user)(?:[-_ ]?(?:your|my|the|me|here|access|bearer|auth|api|client|refresh|secret|token|password|pass|key|value|id))*$/i.test(
      text,
    ) ||
    /placeholder|example|dummy|sample|changeme|redacted|masked|yourt|your[-_ ]|^(?:token|secret|password|passwd|pass|string|null|true|false|none|undefined)$/i.test(
      text,
    )
  );
}

function fieldsIn(text: string, base: number, form: RegExp): LiteralSecret[] {
  const found: LiteralSecret[] = [];
  for (const match of text.matchAll(form)) {
    const [all, name = '', value = ''] = match;
    if (!isNameOfSecret(name) || !isSecretValue(value, name)) continue;
    const start = base + match.index + all.lastIndexOf(value);
    const range = { start, end: start + value.length };
    found.push({ range, holder: name, variable: camel(name), authorization: false });
  }
  return found;
}

/** The password of `https://user:password@host`. */
function passwordIn(text: string, base: number): LiteralSecret[] {
  const [, before = '', password = ''] = /^(https?:\/\/[^\s/?#:@]*:)([^\s/?#]*)@/i.exec(text) ?? [];
  if (!isSecretValue(password, 'password')) return [];
  const start = base + before.length;
  const range = { start, end: start + password.length };
  return [{ range, holder: 'the address', variable: 'password', authorization: false }];
}

/** Three parts of base64url, the first of which is an encoded `{"`. */
const webToken = /\beyJ[\w-]{10,4000}\.[\w-]{10,4000}\.[\w-]{10,4000}/g;

function webTokensIn(text: string, base: number, holder: string): LiteralSecret[] {
  if (!text.includes('eyJ')) return [];
  return [...text.matchAll(webToken)].map(({ 0: token, index }) => ({
    range: { start: base + index, end: base + index + token.length },
    holder,
    variable: 'token',
    authorization: false,
  }));
}

/** Of those that overlap, the one that was found first. */
function withoutRepeats(found: readonly LiteralSecret[]): readonly LiteralSecret[] {
  if (found.length < 2) return found;
  // Sorting keeps the order of those that start together.
  const ordered = found.toSorted((a, b) => a.range.start - b.range.start);
  let end = -1;
  return ordered.filter(({ range }) => {
    if (range.start < end) return false;
    end = range.end;
    return true;
  });
}

function variableOf(scheme: string): string {
  return /basic|digest/i.test(scheme) ? 'credentials' : 'token';
}

/** `X-Api-Key` and `client_secret` as variables are called: `xApiKey`, `clientSecret`. */
function camel(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(word => word !== '');
  return words
    .map((word, at) =>
      at === 0
        ? word.slice(0, 1).toLowerCase() + word.slice(1)
        : word.slice(0, 1).toUpperCase() + word.slice(1),
    )
    .join('');
}
