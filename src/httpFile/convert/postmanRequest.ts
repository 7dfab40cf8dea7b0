import { lineVariablesIn } from './bodyLines.ts';
import { answerVariables } from './postmanAnswers.ts';
import { authParts } from './postmanAuth.ts';
import { type BodyParts, bodyParts } from './postmanBody.ts';
import type {
  PostmanAuth,
  PostmanItem,
  PostmanPair,
  PostmanRequest,
  PostmanScript,
} from './postmanFormat.ts';
import { scriptTexts } from './postmanHead.ts';
import { variableNameOf, withOurNames } from './postmanNames.ts';
import { hideSecret, isSecretHeader } from './postmanValues.ts';
import { type KnownEnvironments, targetFor } from './procoreTarget.ts';
import { type BodyToWrite, requestText } from './requestText.ts';

/** What the requests of one file share; its maps and sets fill up while they are written. */
export interface Around {
  readonly options: KnownEnvironments;
  /** What a variable stands for, in each environment that has it and in the collection. */
  readonly valuesOf: (name: string) => readonly string[];
  /** Secrets of the collection itself, by the name that stands for them. */
  readonly hidden: Map<string, string>;
  readonly notes: Set<string>;
  readonly unknown: Set<string>;
  /** Values that requests of the file take from each other's answers, as file variables. */
  readonly answers: Map<string, string>;
  /** Names that requests have got so far. */
  readonly names: Set<string>;
  readonly counts: { examples: number; lines: number };
}

/** What a folder hands on to its requests. */
export interface Inherited {
  readonly auth: PostmanAuth | undefined;
  readonly scripts: readonly PostmanScript[];
}

/** The block of one request, as `requestText` writes it, with the assertion that its tests hold. */
export function blockOf(
  item: PostmanItem,
  request: PostmanRequest,
  path: readonly string[],
  inherited: Inherited,
  around: Around,
): string {
  const ours = (text: string) => withOurNames(text, around.unknown);
  const { target: address, environment, isProcore } = targetOf(request, around);
  const hide = (name: string, value: string) => hideSecret(name, value, around.hidden);
  const auth = item.auth ?? inherited.auth;
  const added = auth === undefined || isProcore ? undefined : authParts(auth, hide);
  if (isProcore && auth !== undefined && auth.type !== 'noauth')
    around.notes.add('The authorization of requests to Procore was left out: signing in supplies it.');
  if (added?.note !== undefined) around.notes.add(added.note);

  const comments = item.description === '' ? request.description : item.description;
  const ownType = request.headers.find(({ key, disabled }) => !disabled && /^content-type$/i.test(key));
  const whole = request.body === undefined ? undefined : bodyParts(request.body, ownType?.value);
  const body = request.bodyIsOff ? undefined : whole;
  for (const note of body?.notes ?? []) around.notes.add(note);
  const off = offLines(request, whole);
  if (off.length > 0) around.notes.add('What was off in Postman stands as comments.');
  let headers = request.headers
    .filter(({ key, disabled }) => key !== '' && !disabled && !/^content-length$/i.test(key))
    .filter(({ key }) => !(isProcore && /^authorization$/i.test(key)))
    .map(({ key, value }) => [key, isSecretHeader(key) ? hide(key, value) : value] as const);
  const isMultipart = request.body?.mode === 'formdata';
  if (isMultipart) headers = headers.filter(([name]) => !/^content-type$/i.test(name));
  if (added?.header !== undefined) headers = [...headers, added.header];
  if (body?.type !== undefined && !headers.some(([name]) => /^content-type$/i.test(name)))
    headers = [...headers, ['Content-Type', body.type]];
  const query = added?.query;
  const target = query === undefined ? address : `${address}${address.includes('?') ? '&' : '?'}${query}`;
  const { text, problem } = requestText({
    title: [...path, item.name].filter(name => name.trim() !== '').join(' / '),
    comments: [
      ...comments.split(/\r?\n/).filter(line => line.trim() !== ''),
      ...off.map(ours),
      ...(body?.comment ?? []).map(line => `| ${line}`),
      ...scriptTexts(item.scripts),
    ],
    flags: [
      ...nameFlag(item, `${target} ${JSON.stringify(request)}`, around),
      ...(environment === undefined ? [] : [`env ${environment}`]),
    ],
    method: /^[A-Z][A-Z-]*$/.test(request.method) ? request.method : 'GET',
    target: ours(target) || '/',
    headers: headers.map(([name, value]) => [ours(name), ours(value)] as const),
    body: body?.body === undefined ? undefined : named(body.body, ours),
    linesBefore: around.counts.lines,
  });
  around.counts.lines += lineVariablesIn(text);
  if (problem !== undefined)
    around.notes.add(
      `"${item.name}" does not send all that it should. ${problem} What is missing stands as comments.`,
    );
  if (item.scripts.length > 0) around.notes.add('Scripts are not run; they stand as comments.');
  return text + assertsOf([...inherited.scripts, ...item.scripts]);
}

/** What is there, but is not sent, as sentences; secrets without their values. */
function offLines(request: PostmanRequest, body: BodyParts | undefined): readonly string[] {
  const said = (what: string, pairs: readonly PostmanPair[], mark: string) =>
    pairs
      .filter(({ disabled, key }) => disabled && key !== '')
      .map(({ key, value }) => `Off in Postman: ${what} ${key}${mark}${isSecretHeader(key) ? '***' : value}`);
  const all = body?.body?.kind === 'text' ? body.body.text.split(/\r?\n/) : [];
  return [
    ...said('header', request.headers, ': '),
    ...said('parameter', request.offQuery, '='),
    ...said('field', body?.off ?? [], '='),
    ...(request.bodyIsOff && all.length > 0
      ? ['Off in Postman: the body', ...all.map(line => `| ${line}`)]
      : []),
  ];
}

function named(body: BodyToWrite, ours: (text: string) => string): BodyToWrite {
  if (body.kind === 'file') return body;
  const { text, withoutComments } = body;
  const said = { ...body, text: ours(text) };
  return withoutComments === undefined ? said : { ...said, withoutComments: ours(withoutComments) };
}

/**
 * A name for a request whose answer gives others their values, which become file variables. A value that the
 * request needs itself is left alone, as it could never be known.
 */
function nameFlag(
  { name, scripts }: PostmanItem,
  said: string,
  { answers, names }: Around,
): readonly string[] {
  const used = new Set([...said.matchAll(/\{\{([^{}]+)\}\}/g)].map(match => (match[1] ?? '').trim()));
  const taken = answerVariables(scripts).filter(one => !used.has(one.name));
  if (taken.length === 0) return [];
  const base = variableNameOf(name).replaceAll(/[^\p{L}\p{N}_]/gu, '_');
  let free = base;
  for (let count = 2; names.has(free); count++) free = `${base}${count}`;
  names.add(free);
  for (const { name: variable, path } of taken) {
    const own = variableNameOf(variable);
    if (!answers.has(own)) answers.set(own, `{{${free}.response.body.${path}}}`);
  }
  return [`name ${free}`];
}

/** Path variables filled in, and only the path where the address is Procore's, by itself or through a variable. */
function targetOf(request: PostmanRequest, { options, valuesOf }: Around): ReturnType<typeof targetFor> {
  const given = new Map(request.pathVariables.map(({ key, value }) => [key, value]));
  const [before = '', query] = splitOnce(request.url.trim(), '?');
  const path = before.replaceAll(/\/:([\w-]+)/g, (_all, name: string) => {
    const value = given.get(name) ?? '';
    return `/${value === '' ? `{{${variableNameOf(name)}}}` : value}`;
  });
  const url = query === undefined ? path : `${path}?${query}`;
  const [, variable, rest = ''] = /^\{\{([^{}]+)\}\}(\/(?:rest|vapid)\/.*)$/s.exec(url) ?? [];
  if (variable !== undefined) {
    const hosts = [...new Set(valuesOf(variable.trim()).map(value => value.replace(/\/+$/, '')))];
    const [host = ''] = hosts;
    // A host without a value means the environment that is chosen: such paths are Procore's alone.
    if (hosts.length < 2 && host === '') return { target: rest, environment: undefined, isProcore: true };
    const found = hosts.map(one => targetFor(one + rest, options));
    if (hosts.length === 1 && found[0]?.isProcore && found[0].target === rest) return found[0];
    const isProcore = found.every(one => one.isProcore);
    return { target: url, environment: undefined, isProcore };
  }
  return targetFor(/^[a-z][a-z0-9+.-]*:\/\/|^\{\{|^\//i.test(url) ? url : `http://${url}`, options);
}

/** What most tests look at. */
function assertsOf(scripts: readonly PostmanScript[]): string {
  const tests = scripts.filter(({ when }) => when === 'test').flatMap(({ lines }) => lines);
  const found = tests.flatMap(line => /pm\.response\.to\.have\.status\((\d{3})\)/.exec(line)?.[1] ?? []);
  const [status] = found;
  return status === undefined || new Set(found).size > 1 ? '' : `\n?? status == ${status}\n`;
}

function splitOnce(text: string, mark: string): readonly [string, string | undefined] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
