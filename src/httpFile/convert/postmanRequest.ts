import { environmentOfUrl, isApiUrl } from '../../procore/environments.ts';
import { answerVariables } from './postmanAnswers.ts';
import { authParts } from './postmanAuth.ts';
import { bodyParts } from './postmanBody.ts';
import type { PostmanAuth, PostmanItem, PostmanRequest, PostmanScript } from './postmanFormat.ts';
import { scriptTexts } from './postmanHead.ts';
import { variableNameOf, withOurNames } from './postmanNames.ts';
import { hideSecret, isSecretHeader } from './postmanValues.ts';
import { type KnownEnvironments, targetFor } from './procoreTarget.ts';
import { requestText } from './requestText.ts';

/** What the requests of one file share; its maps and sets fill up while they are written. */
export interface Around {
  readonly options: KnownEnvironments;
  readonly values: ReadonlyMap<string, string>;
  /** Secrets of the collection itself, by the name that stands for them. */
  readonly hidden: Map<string, string>;
  readonly notes: Set<string>;
  readonly unknown: Set<string>;
  /** Values that requests of the file take from each other's answers, as file variables. */
  readonly answers: Map<string, string>;
  /** Names that requests have got so far. */
  readonly names: Set<string>;
  readonly counts: { examples: number };
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
  const body = request.body === undefined ? undefined : bodyParts(request.body);
  for (const note of body?.notes ?? []) around.notes.add(note);
  const off = request.headers.filter(({ disabled, key }) => disabled && key !== '');
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
  const text = requestText({
    title: [...path, item.name].filter(name => name.trim() !== '').join(' / '),
    comments: [
      ...comments.split(/\r?\n/).filter(line => line.trim() !== ''),
      ...off.map(({ key }) => `The header ${key} was off in Postman.`),
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
    body: body?.body?.kind === 'text' ? { kind: 'text', text: ours(body.body.text) } : body?.body,
  });
  if (item.scripts.length > 0) around.notes.add('Scripts are not run; they stand as comments.');
  return text + assertsOf([...inherited.scripts, ...item.scripts]);
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
function targetOf(request: PostmanRequest, { options, values }: Around): ReturnType<typeof targetFor> {
  const given = new Map(request.pathVariables.map(({ key, value }) => [key, value]));
  const [before = '', query] = splitOnce(request.url.trim(), '?');
  const path = before.replaceAll(/\/:([\w-]+)/g, (_all, name: string) => {
    const value = given.get(name) ?? '';
    return `/${value === '' ? `{{${variableNameOf(name)}}}` : value}`;
  });
  const url = query === undefined ? path : `${path}?${query}`;
  const [, variable, rest = ''] = /^\{\{([^{}]+)\}\}(\/(?:rest|vapid)\/.*)$/s.exec(url) ?? [];
  const host = variable === undefined ? undefined : (values.get(variable.trim()) ?? '').replace(/\/+$/, '');
  if (host !== undefined && isProcoreHost(host, options))
    return { target: rest, environment: undefined, isProcore: true };
  return targetFor(/^[a-z][a-z0-9+.-]*:\/\/|^\{\{|^\//i.test(url) ? url : `http://${url}`, options);
}

/** A host variable without a value means the environment that is chosen: such paths are Procore's alone. */
function isProcoreHost(value: string, { environments, active }: KnownEnvironments): boolean {
  if (value === '') return true;
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  const environment = environmentOfUrl([active, ...environments], url);
  return environment !== undefined && isApiUrl(environment, url) && url.pathname === '/';
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
