import { stopsSending } from '../httpFile/problems.ts';
import { mayNeedFilling } from '../httpFile/references.ts';
import { flagValue } from '../httpFile/syntax.ts';
import { type MissingValue, resolveName, type Scope, substitute } from '../httpFile/variables.ts';
import type { NotSendable } from './notSendable.ts';
import type { HeaderField, ResolvedRequest } from './prepare.ts';
import { type ReadFile, requestBody } from './requestBody.ts';
import { writtenHeaders } from './writtenHeaders.ts';

/**
 * The request with every `{{name}}` replaced and its body file read. A mistake in the text, a name without
 * a value or an unreadable file stops it: half a request is never sent. `notice` hears what is odd, but sent.
 * With `sendUnknown`, names that nothing gives a value go out as the text they are. At once where it has no body.
 */
export function resolve(
  scope: Scope,
  readFile: ReadFile,
  notice: (text: string) => void = () => {},
  sendUnknown = false,
): ResolvedRequest | NotSendable | Promise<ResolvedRequest | NotSendable> {
  const filled = fillIn(scope, readFile, notice);
  return filled instanceof Promise
    ? filled.then(read => allKnown(read, sendUnknown))
    : allKnown(filled, sendUnknown);
}

function allKnown(filled: FilledIn | NotSendable, sendUnknown: boolean): ResolvedRequest | NotSendable {
  if ('code' in filled) return filled;
  const { missing, resolved } = filled;
  const stopping = sendUnknown ? missing.filter(({ code }) => !sentAsText.has(code)) : missing;
  return withoutValue(stopping) ?? resolved;
}

/** What may go out as text where the person says so; what is asked for or answered first may not. */
const sentAsText: ReadonlySet<MissingValue['code']> = new Set([
  'variable-unknown',
  'process-env-missing',
  'dot-env-missing',
  'folder-missing',
  'dynamic-value-invalid',
]);

interface FilledIn {
  readonly resolved: ResolvedRequest;
  readonly missing: readonly MissingValue[];
}

/**
 * The request as far as its values are known, for showing it: names without a value stand in it as the text they
 * are, and in `missing` with why. At once where it has no body.
 */
export function fillIn(
  scope: Scope,
  readFile: ReadFile,
  notice: (text: string) => void = () => {},
): FilledIn | NotSendable | Promise<FilledIn | NotSendable> {
  const { request } = scope;
  const mistake = mistakeIn(scope);
  if (mistake !== undefined) return mistake;

  const missing: MissingValue[] = [];
  const fill = (text: string, where: 'head' | 'body'): string => {
    if (!mayNeedFilling(text)) return text;
    const substituted = substitute(text, scope, where);
    missing.push(...substituted.missing);
    return substituted.text;
  };
  const filledHead = (text: string): string => fill(text, 'head');
  const filled = (text: string): string => fill(text, 'body');
  const target = filledHead(request.target);
  const written = writtenHeaders(request, filledHead);
  if ('code' in written) return written;
  const headers = [...written];
  const host = hostFor(target, headers, scope);
  if (host !== undefined) headers.push(['Host', host]);
  const beside = hostBeside(target, headers);
  if (beside !== undefined) notice(beside);
  const company = flagValue(request, 'company');
  const contentType = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const encodeForm = flagValue(request, 'noAutoEncoding') === undefined;
  const filledWith = (body: ResolvedRequest['body']): FilledIn => {
    const said = typeof company === 'string' ? filled(company) : undefined;
    return { resolved: { method: request.method, target, headers, body, company: said }, missing };
  };
  if (request.body === undefined) return filledWith(undefined);
  return requestBody(request.body, contentType, { readFile, filled, notice, encodeForm }).then(body =>
    typeof body === 'object' && 'code' in body ? body : filledWith(body),
  );
}

/**
 * Why a request that uses these names cannot be sent, whatever a person answers and whatever is sent first;
 * `undefined` where that is not known yet.
 */
export function stoppedAnyway(
  scope: Scope,
  names: Iterable<string>,
  sendUnknown = false,
): NotSendable | undefined {
  const mistake = mistakeIn(scope);
  if (mistake !== undefined || sendUnknown) return mistake;
  const missing: MissingValue[] = [];
  for (const name of names) {
    // Who is signed in is asked of Procore only now.
    if (name.startsWith('$procore.me.')) continue;
    const value = resolveName(name, scope);
    if (!value.found && sentAsText.has(value.code)) missing.push(value);
  }
  return withoutValue(missing);
}

function mistakeIn({ file, request }: Scope): NotSendable | undefined {
  const { start, end } = request.range;
  const mistake = file.segmentProblems.find(
    problem => problem.range.start >= start && problem.range.start < end && stopsSending(problem),
  );
  return mistake && { code: mistake.code, message: mistake.message };
}

/** httpYac completes a path with the variable `host`; Procore's own paths go to the environment instead. */
function hostFor(target: string, headers: readonly HeaderField[], scope: Scope): string | undefined {
  if (target.startsWith('/rest/') || !/^\/(?!\/|(?:vapid|oauth|_simulator)\/)/.test(target)) return undefined;
  if (headers.some(([name]) => name.toLowerCase() === 'host')) return undefined;
  const host = resolveName('host', scope);
  return host.found ? host.value.replace(/\/+$/, '') : undefined;
}

/** What to say of a `Host` beside a full address, which names another one; `undefined`: nothing. */
function hostBeside(target: string, headers: readonly HeaderField[]): string | undefined {
  if (headers.length === 0 || !/^https?:/i.test(target) || !URL.canParse(target)) return undefined;
  const said = headers.findLast(([name]) => name.toLowerCase() === 'host')?.[1].trim();
  const { host } = new URL(target);
  if (!said || said.toLowerCase() === host) return undefined;
  return `The header Host: ${said} is not sent: the address says that the host is ${host}.`;
}

/** All that is missing, in one message: who mends one name at a time is told of the next only by the next send. */
function withoutValue(missing: readonly MissingValue[]): NotSendable | undefined {
  const [first] = missing;
  if (first === undefined) return undefined;
  const messages = [...new Map(missing.map(({ name, message }) => [name, message])).entries()];
  const told = messages.slice(0, mostTold).map(([, message]) => message);
  const rest = messages.slice(mostTold).map(([name]) => `{{${name}}}`);
  if (rest.length > 0) told.push(`Nor have ${rest.join(', ')} a value.`);
  return { code: first.code, message: [...new Set(told)].join(' ') };
}

const mostTold = 5;
