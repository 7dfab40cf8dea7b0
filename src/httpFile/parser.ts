import { parseAssert } from './asserts.ts';
import { type BodyReading, bodyReading } from './body.ts';
import { compact, nameOf, newDraft } from './draft.ts';
import { reportNames, reportRedefinitions } from './fileChecks.ts';
import { camelCase } from './names.ts';
import { type ProblemForms, problem } from './problems.ts';
import { createReferenceScanner } from './references.ts';
import {
  foreignMethods,
  isMethod,
  isPlainRequestLine,
  type LineForm,
  scanBodyFile,
  scanForm,
  scanHeaderName,
  scanLineEnd,
  scanLineStarts,
  scanRequestLine,
  scanVersion,
  skipBlanks,
  trimBlanks,
} from './scanner.ts';
import type {
  BodyNode,
  HeaderNode,
  HttpFile,
  Problem,
  Range,
  ReferenceNode,
  RequestNode,
  TextNode,
  VariableNode,
} from './syntax.ts';

/**
 * Reads a `.http` file. Never throws: bad text becomes problems, and the requests around it stand. Time
 * grows with the length of the text. Requests come in their order, problems by where they start.
 */
export function parseHttpFile(text: string): HttpFile {
  const lineStarts = scanLineStarts(text);
  const requests: RequestNode[] = [];
  const variables: VariableNode[] = [];
  const problems: Problem[] = [];
  const references = createReferenceScanner(text, problems);

  const lineCount = lineStarts.length;
  let line = 0;
  let lineStart = 0;
  let lineEnd = 0;
  let first = 0;
  let form = 'blank' as LineForm;

  let place: Place = 'lead';
  let draft = newDraft(0);
  let strayLine = -1;
  /** What is wrong with an assert, '' for nothing: files say the same ones again and again. */
  const assertMistakes = new Map<string, string>();
  /** Lines before which nothing closes what opens, as far as was looked. */
  const unclosed = { '%}': -1, '}}': -1, '*/': -1 };
  let unclosedComment = false;

  readLine(0);
  const nul = text.indexOf('\0');
  if (nul >= 0) report('nul-character', { start: nul, end: nul + 1 });
  while (line < lineCount) {
    if (form === 'separator' && isSeparator()) readSeparator();
    else if (place === 'lead') readLead();
    else if (place === 'target') readTarget();
    else if (place === 'head') readHead();
    else if (place === 'body') readBody();
    else readBehind();
    readLine(line + 1);
  }
  finish(text.length);
  const fileProblems: Problem[] = [];
  reportNames(requests, fileProblems);
  reportRedefinitions(variables, requests, fileProblems);
  const byPlace = (a: Problem, b: Problem) => a.range.start - b.range.start || a.range.end - b.range.end;
  return {
    ...{ text, lineStarts, requests, variables, fileProblems, lineage: {} },
    problems: [...problems, ...fileProblems].sort(byPlace),
    segments: [{ text, base: 0, requests, variables, problems: problems.toSorted(byPlace) }],
    segmentStarts: [0],
  };

  function readLine(number: number): void {
    line = number;
    if (number >= lineCount) return;
    lineStart = lineStarts[number] ?? 0;
    lineEnd = scanLineEnd(text, lineStart, lineStarts[number + 1] ?? text.length);
    if (lineStart === 0 && text.charCodeAt(0) === BYTE_ORDER_MARK) lineStart = 1;
    first = skipBlanks(text, lineStart, lineEnd);
    form = scanForm(text, first, lineEnd);
  }

  /** In a body of prose an indented ### is a heading in an example, not a separator. */
  function isSeparator(): boolean {
    return first === lineStart || place !== 'body' || draft.reading !== 'prose';
  }

  function readSeparator(): void {
    finish(lineStart);
    draft = newDraft(lineStart);
    place = 'lead';
    let at = first + 3;
    while (text.charCodeAt(at) === HASH && at < lineEnd) at++;
    const start = skipBlanks(text, at, lineEnd);
    const end = trimBlanks(text, start, lineEnd);
    if (start < end && !readFlag(start, end)) draft.title = node(start, end);
  }

  function readLead(): void {
    if (form === 'blank' || readAside()) return;
    if (form === 'file') notRun('A script in a file');
    else if (form === 'handler') notRun('A response handler');
    else if (form === 'response') place = 'behind';
    else if (form === 'query' || !beginRequest()) readOtherStatement();
  }

  /** What only some tools know: `import` and `run` statements, curl commands over several lines. */
  function readOtherStatement(): void {
    const word = /^(?:import|run|curl)(?=[ \t])/.exec(text.slice(first, Math.min(lineEnd, first + 8)))?.[0];
    if (word === undefined) {
      stray();
      return;
    }
    notRun(`"${word}"`);
    while (text.charCodeAt(trimBlanks(text, first, lineEnd) - 1) === BACKSLASH && line + 1 < lineCount) {
      readLine(line + 1);
    }
  }

  /** Comments, variables, asserts and scripts read the same wherever a request may have them. */
  function readAside(): boolean {
    switch (form) {
      case 'comment':
        readComment();
        return true;
      case 'blockComment':
        readBlockComment();
        return true;
      case 'variable':
        readVariable();
        return true;
      case 'assert':
        readAssert();
        return true;
      case 'script':
        readScript();
        return true;
      default:
        return false;
    }
  }

  function beginRequest(): boolean {
    const scanned = scanRequestLine(text, first, lineEnd);
    if (scanned === undefined) return false;
    const { methodStart, methodEnd, method, targetStart, targetEnd, versionStart, end } = scanned;
    draft.started = true;
    draft.line = { start: first, end };
    draft.sentEnd = end;
    draft.indent = first - lineStart;
    if (method !== undefined) {
      draft.method = method;
      draft.methodRange = { start: methodStart, end: methodEnd };
      if (foreignMethods.has(method)) report('not-sent', draft.methodRange, method);
      else if (!isMethod(method)) report('method-unknown', draft.methodRange, method);
    }
    readTargetPart(targetStart, targetEnd, versionStart, end);
    place = 'target';
    return true;
  }

  function readTargetPart(start: number, end: number, versionStart: number, versionEnd: number): void {
    if (start < end) {
      draft.parts.push(node(start, end));
      references.scan(start, end, 'head', draft.references);
    }
    if (versionStart >= versionEnd) return;
    draft.version = node(versionStart, versionEnd);
    if (text.charCodeAt(versionStart + 5) === DIGIT_3)
      report('version-not-sent', draft.version.range, draft.version.text);
  }

  function readTarget(): void {
    if (form === 'query' || (form === 'text' && text.charCodeAt(first) === SLASH && isIndented())) {
      const end = trimBlanks(text, first, lineEnd);
      const version = scanVersion(text, first, end);
      readTargetPart(first, version < end ? trimBlanks(text, first, version) : end, version, end);
      draft.sentEnd = end;
      return;
    }
    if (form === 'comment') {
      readComment();
      return;
    }
    place = 'head';
    readHead();
  }

  function isIndented(): boolean {
    return first - lineStart > draft.indent;
  }

  function readHead(): void {
    const last = draft.headers.at(-1);
    if (form === 'blank') enterBody();
    else if (form === 'handler') notRun(handlerName());
    else if (form === 'response') place = 'behind';
    else if (form === 'query') report('query-after-header', lineRange(), lineText());
    else if (form === 'file') enterBodyAtOnce();
    else if (readAside()) return;
    else if (last !== undefined && first - lineStart > draft.headerIndent) continueHeader(last);
    else if (readHeader()) return;
    else if (isPlainRequestLine(text, first, lineEnd)) splitHere('separator-missing-here');
    else if ('{[<'.includes(text.charAt(first))) enterBodyAtOnce();
    else if (text.startsWith('...', first)) report('spread-not-read', lineRange(), lineText());
    else reportNoHeader();
  }

  function enterBodyAtOnce(): void {
    report('blank-line-missing', lineRange());
    enterBody();
    readBody();
  }

  function reportNoHeader(): void {
    const colon = text.slice(first, lineEnd).includes(':');
    report(colon ? 'header-name-invalid' : 'header-without-colon', lineRange(), lineText());
  }

  /** A name may hold `{{...}}`; a name that cannot be one makes this some other line. */
  function readHeader(): boolean {
    let nameEnd = scanHeaderName(text, first, lineEnd);
    while (text.charCodeAt(nameEnd) === OPEN && text.charCodeAt(nameEnd + 1) === OPEN) {
      const close = text.slice(nameEnd, lineEnd).indexOf('}}');
      if (close < 0) return false;
      nameEnd = scanHeaderName(text, nameEnd + close + 2, lineEnd);
    }
    const colon = skipBlanks(text, nameEnd, lineEnd);
    if (nameEnd === first || colon >= lineEnd || text.charCodeAt(colon) !== COLON) return false;
    if (text.charCodeAt(colon + 1) === SLASH && text.charCodeAt(colon + 2) === SLASH) return false;
    const valueEnd = trimBlanks(text, colon + 1, lineEnd);
    const valueStart = Math.min(skipBlanks(text, colon + 1, lineEnd), valueEnd);
    draft.headers.push({ name: node(first, nameEnd), value: node(valueStart, valueEnd) });
    draft.headerIndent = first - lineStart;
    draft.sentEnd = Math.max(valueEnd, colon + 1);
    references.scan(first, nameEnd, 'head', draft.references);
    references.scan(valueStart, valueEnd, 'head', draft.references);
    if (isNamed(nameEnd, contentTypeHeader)) draft.contentType = text.slice(valueStart, valueEnd);
    else if (isNamed(nameEnd, graphQlHeader))
      report('not-sent', lineRange(), text.slice(valueStart, valueEnd));
    return true;
  }

  function isNamed(nameEnd: number, name: string): boolean {
    return nameEnd - first === name.length && text.slice(first, nameEnd).toLowerCase() === name;
  }

  function continueHeader(last: HeaderNode): void {
    const end = trimBlanks(text, first, lineEnd);
    const value = {
      text: last.value.text === '' ? text.slice(first, end) : `${last.value.text} ${text.slice(first, end)}`,
      range: { start: last.value.range.start, end },
    };
    draft.headers[draft.headers.length - 1] = { name: last.name, value };
    draft.sentEnd = end;
    references.scan(first, end, 'head', draft.references);
  }

  function enterBody(): void {
    place = 'body';
    draft.reading = bodyReading(draft.contentType);
    draft.afterBlank = true;
  }

  function readBody(): void {
    const { reading } = draft;
    if (form === 'blank') {
      draft.afterBlank = true;
      return;
    }
    if (readsRequests(reading) && isPlainRequestLine(text, first, lineEnd)) {
      const neighbour = draft.bodyStart >= 0 && !draft.afterBlank;
      splitHere(neighbour ? 'separator-missing-here' : 'separator-missing');
      return;
    }
    if (readBodyAside(reading)) return;
    if (draft.bodyStart < 0) {
      draft.bodyStart = lineStart;
      reportHeaderAfterBlankLine();
    }
    draft.bodyEnd = lineEnd;
    draft.bodyLines++;
    draft.afterBlank = false;
    draft.leadStart = -1;
    if (form === 'file' && draft.fileLine === undefined) draft.fileLine = lineRange();
  }

  /** Lines in the midst of a body that are not part of it. */
  function readBodyAside(reading: BodyReading): boolean {
    if (form === 'text' || form === 'query' || form === 'file') return false;
    const start = lineStart;
    if (form === 'response') {
      if (!readsRequests(reading) || !draft.afterBlank) return false;
      place = 'behind';
      return true;
    }
    if (form === 'handler') {
      if (!isHandler(reading)) return false;
      notRun(handlerName());
      place = 'behind';
      return true;
    }
    if (form === 'assert') {
      if (reading !== 'data' && !isKnownAssert(text.slice(first, lineEnd))) return false;
      readAssert();
      draft.leadStart = -1;
    } else if (form === 'script') {
      if (!readScriptIfClosed()) return false;
      draft.leadStart = -1;
    } else {
      if (reading !== 'data') return false;
      if (form === 'variable' && !isVariable()) return false;
      if (form === 'blockComment' && findClose('*/', false) < 0) return false;
      if (draft.afterBlank && draft.leadStart < 0) markLead();
      const from = first;
      readAside();
      draft.comments.push({ start: from, end: trimBlanks(text, first, lineEnd) });
    }
    draft.stripped.push({ start, end: lineStarts[line + 1] ?? text.length });
    return true;
  }

  function readsRequests(reading: BodyReading): boolean {
    return reading === 'data' || reading === 'verbatim';
  }

  function isHandler(reading: BodyReading): boolean {
    if (reading === 'prose') return /^>\s*\{%/.test(text.slice(first, lineEnd));
    return /^(?:>\s*\{%|>>!?\s|<>\s|>\s+\S+\.js\s*$)/.test(text.slice(first, lineEnd));
  }

  /** Comments and variables after a blank line may be the lead of a request without a separator. */
  function markLead(): void {
    draft.leadStart = lineStart;
    draft.leadFlags = draft.flags.length;
    draft.leadComments = draft.comments.length;
  }

  function splitHere(form: 'separator-missing' | 'separator-missing-here'): void {
    const next = newDraft(lineStart);
    if (draft.leadStart >= 0) {
      next.start = draft.leadStart;
      next.flags = draft.flags.splice(draft.leadFlags);
      draft.comments.length = draft.leadComments;
    }
    finish(next.start);
    draft = next;
    report(form, lineRange());
    beginRequest();
  }

  function reportHeaderAfterBlankLine(): void {
    if (draft.headers.length > 0) return;
    const name = scanHeaderName(text, first, lineEnd);
    if (name === first || text.charCodeAt(name) !== COLON || name > first + 40) return;
    if (skipBlanks(text, name + 1, lineEnd) > name + 1)
      report('header-after-blank-line', lineRange(), lineText());
  }

  /** After a response or a handler nothing is sent any more; a request may follow without a separator. */
  function readBehind(): void {
    const { afterBlank } = draft;
    if (form === 'blank') {
      draft.afterBlank = true;
      return;
    }
    if (afterBlank && isPlainRequestLine(text, first, lineEnd)) {
      splitHere('separator-missing');
      return;
    }
    if (afterBlank && (form === 'comment' || (form === 'variable' && isVariable()))) {
      if (draft.leadStart < 0) markLead();
      readAside();
      return;
    }
    draft.afterBlank = false;
    draft.leadStart = -1;
    if (form === 'assert' && isKnownAssert(text.slice(first, lineEnd))) readAssert();
    else if (form === 'handler' && isHandler('data')) notRun(handlerName());
    else if (form === 'script') readScriptIfClosed();
  }

  function readComment(): void {
    let at = first;
    while (at < lineEnd && (text.charCodeAt(at) === HASH || text.charCodeAt(at) === SLASH)) at++;
    at = skipBlanks(text, at, lineEnd);
    if (text.charCodeAt(at) === AT) readFlag(at, trimBlanks(text, at, lineEnd));
  }

  /** `@name value`, `@name = value` or `@name` between the offsets. */
  function readFlag(start: number, end: number): boolean {
    if (text.charCodeAt(start) !== AT) return false;
    const name = /^@([A-Za-z][\w.-]*)(?![^\s=])/.exec(text.slice(start, Math.min(end, start + 128)))?.[1];
    if (name === undefined) return false;
    let value = skipBlanks(text, start + 1 + name.length, end);
    if (text.charCodeAt(value) === EQUALS) value = skipBlanks(text, value + 1, end);
    const range = { start, end };
    const said = value < end;
    if (!said && name === 'name') report('name-missing', range);
    draft.flags.push({
      name: camelCase(name),
      value: said ? text.slice(value, end) : true,
      range,
      valueRange: said ? { start: value, end } : undefined,
    });
    return true;
  }

  function readBlockComment(): void {
    const close = findClose('*/', place === 'lead');
    if (close < 0) report('comment-unclosed', lineRange());
    else readLine(close);
  }

  function isVariable(): boolean {
    return /^@[^\s=]+\s*=/.test(text.slice(first, lineEnd));
  }

  function readVariable(): void {
    const end = trimBlanks(text, first, lineEnd);
    let nameEnd = first + 1;
    while (nameEnd < end && !' \t='.includes(text.charAt(nameEnd))) nameEnd++;
    let value = skipBlanks(text, nameEnd, end);
    if (text.charCodeAt(value) === COLON) value++;
    else if (text.charCodeAt(nameEnd - 1) === COLON) nameEnd--;
    if (text.charCodeAt(value) !== EQUALS || nameEnd === first + 1) {
      report('variable-malformed', { start: first, end }, lineText());
      return;
    }
    value = Math.min(skipBlanks(text, value + 1, end), end);
    const found: ReferenceNode[] = [];
    references.scan(value, end, 'head', found);
    variables.push({
      name: node(first + 1, nameEnd),
      value: node(value, end),
      range: { start: first, end },
      references: found,
    });
  }

  function readAssert(): void {
    const end = trimBlanks(text, first, lineEnd);
    const start = Math.min(skipBlanks(text, first + 2, end), end);
    const said = text.slice(start, end);
    draft.asserts.push({ text: said, range: { start: first, end } });
    let mistake = assertMistakes.get(said);
    if (mistake === undefined) {
      const assert = parseAssert(said);
      mistake = assert.kind === 'not-run' ? assert.reason : '';
      assertMistakes.set(said, mistake);
    }
    if (mistake !== '') report('assert-not-run', { start: first, end }, mistake);
  }

  function readScript(): void {
    if (readScriptIfClosed()) return;
    report('script-unclosed', lineRange(), scriptClose());
  }

  function scriptClose(): '%}' | '}}' {
    return text.charCodeAt(first) === OPEN ? '}}' : '%}';
  }

  function readScriptIfClosed(): boolean {
    const close = findClose(scriptClose(), false);
    if (close < 0) return false;
    const start = first;
    readLine(close);
    report('not-run', { start, end: trimBlanks(text, lineStart, lineEnd) }, 'This script');
    return true;
  }

  /** A handler that opens a script ends where the script does. */
  function notRun(what: string): void {
    const { start, end } = lineRange();
    const close =
      form === 'handler' && text.slice(first, lineEnd).includes('{%') ? findClose('%}', false) : line;
    if (close < 0) report('script-unclosed', { start, end }, '%}');
    else if (close === line) report('not-run', { start, end }, what);
    else {
      readLine(close);
      report('not-run', { start, end: trimBlanks(text, lineStart, lineEnd) }, what);
    }
  }

  function handlerName(): string {
    if (text.startsWith('>>', first)) return 'Writing the answer to a file';
    return text.startsWith('<>', first) ? 'A reference to an earlier answer' : 'A response handler';
  }

  /** Line that closes what opens at this one, or -1 where no line before the next separator does. */
  function findClose(mark: '%}' | '}}' | '*/', acrossSeparators: boolean): number {
    if (acrossSeparators ? unclosedComment : line < unclosed[mark]) return -1;
    for (let number = line; number < lineCount; number++) {
      const start = lineStarts[number] ?? 0;
      const end = scanLineEnd(text, start, lineStarts[number + 1] ?? text.length);
      const at = skipBlanks(text, start, end);
      if (number > line && !acrossSeparators && scanForm(text, at, end) === 'separator') {
        unclosed[mark] = number;
        return -1;
      }
      if (mark === '%}' ? text.slice(at, end).includes(mark) : number > line && isExactly(mark, at, end))
        return number;
    }
    unclosed[mark] = lineCount;
    if (acrossSeparators) unclosedComment = true;
    return -1;
  }

  function isExactly(mark: string, at: number, end: number): boolean {
    return text.startsWith(mark, at) && trimBlanks(text, at, end) === at + mark.length;
  }

  /** Neighbouring lines that say nothing make one problem. */
  function stray(): void {
    const last = problems.at(-1);
    if (strayLine === line - 1 && last?.code === 'request-line-expected') {
      problems[problems.length - 1] = { ...last, range: { start: last.range.start, end: lineRange().end } };
    } else report('request-line-expected', lineRange(), lineText());
    strayLine = line;
  }

  function finish(end: number): void {
    if (!draft.started) return;
    const { line: requestLine, parts } = draft;
    if (parts.length === 0) report('target-missing', requestLine, draft.method);
    const body = finishBody();
    requests.push({
      range: { start: draft.start, end },
      sent: { start: requestLine.start, end: body?.range.end ?? draft.sentEnd },
      name: nameOf(draft.flags),
      title: draft.title,
      method: draft.method,
      methodRange: draft.methodRange,
      requestLine,
      target: parts.length === 1 ? (parts[0]?.text ?? '') : parts.map(part => part.text).join(''),
      targetParts: compact(parts),
      httpVersion: draft.version,
      headers: compact(draft.headers),
      body,
      flags: compact(draft.flags.filter(flag => flag.name !== 'name')),
      asserts: compact(draft.asserts),
      references: compact(draft.references),
    });
  }

  function finishBody(): BodyNode | undefined {
    if (draft.bodyStart < 0) return undefined;
    const range = { start: draft.bodyStart, end: draft.bodyEnd };
    for (const comment of draft.comments) {
      if (comment.start > range.start && comment.end < range.end) report('body-comment-stripped', comment);
    }
    if (draft.fileLine !== undefined && draft.reading !== 'multipart') {
      const { start, end } = draft.fileLine;
      const file = scanBodyFile(text, start, end);
      if (file !== undefined && draft.bodyLines === 1) {
        const path = node(file.path, end);
        references.scan(file.path, end, 'head', draft.references);
        return { text: undefined, range: draft.fileLine, file: { ...file, path } };
      }
      if (file !== undefined && draft.reading === 'data') {
        report('body-file-mixed', draft.fileLine, text.slice(file.path, end));
      }
    }
    return { text: bodyText(range), range, file: undefined };
  }

  function bodyText(range: Range): string {
    let said = '';
    let from = range.start;
    for (const gap of draft.stripped) {
      if (gap.start < from || gap.start >= range.end) continue;
      references.scan(from, gap.start, 'body', draft.references);
      said += text.slice(from, gap.start);
      from = gap.end;
    }
    references.scan(from, range.end, 'body', draft.references);
    said += text.slice(from, range.end);
    return said.includes('\r') ? said.replaceAll(/\r\n?/g, '\n') : said;
  }

  function lineRange(): Range {
    return { start: first, end: trimBlanks(text, first, lineEnd) };
  }

  function lineText(): string {
    return text.slice(first, Math.min(lineEnd, first + 200));
  }

  function node(start: number, end: number): TextNode {
    return { text: text.slice(start, end), range: { start, end } };
  }

  function report(form: ProblemForms, range: Range, detail?: string): void {
    problems.push(problem(form, range, detail));
  }
}

type Place = 'lead' | 'target' | 'head' | 'body' | 'behind';

/** In a body of prose only what is surely an assert is read as one. */
function isKnownAssert(line: string): boolean {
  return /^\?\?[ \t]*(?:status|header|body|js|duration|xpath)\b/.test(line);
}

/** REST Client sends the body of such a request as a GraphQL query. */
const graphQlHeader = 'x-request-type';

const contentTypeHeader = 'content-type';

const BYTE_ORDER_MARK = 0xfeff;
const HASH = 0x23;
const SLASH = 0x2f;
const DIGIT_3 = 0x33;
const COLON = 0x3a;
const EQUALS = 0x3d;
const AT = 0x40;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
