import { environmentOfUrl, isApiUrl } from '../../procore/environments.ts';
import { isSecretName } from '../secretValues.ts';
import { answerVariables } from './postmanAnswers.ts';
import { authParts } from './postmanAuth.ts';
import { bodyParts } from './postmanBody.ts';
import type {
  PostmanAuth,
  PostmanCollection,
  PostmanEnvironment,
  PostmanItem,
  PostmanRequest,
  PostmanScript,
  PostmanVariable,
} from './postmanFormat.ts';
import { variableNameOf, withOurNames } from './postmanNames.ts';
import { type KnownEnvironments, targetFor } from './procoreTarget.ts';
import { requestText } from './requestText.ts';

/** Values by section of an environment file and by name. */
export type Sections = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface ImportedCollection {
  /** With names that any file system takes. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly requestCount: number;
  /** For `http-client.env.json`. */
  readonly publicValues: Sections;
  /** For `http-client.private.env.json`. */
  readonly privateValues: Sections;
  /** What was not carried over, as sentences; the files say it, too. */
  readonly notes: readonly string[];
}

export interface ImportOptions extends KnownEnvironments {
  /** A file for each top folder instead of one for the collection. */
  readonly byFolder: boolean;
}

/**
 * A Postman collection as request files, and its environments as values for environment files. Requests to
 * Procore get a path as target and no `Authorization`; secrets go into private values; scripts stand as
 * comments, and of their tests the status becomes an assertion.
 */
export function fromPostman(
  collection: PostmanCollection | undefined,
  environments: readonly PostmanEnvironment[],
  options: ImportOptions,
): ImportedCollection {
  const sections = environmentSections(environments);
  const hidden = new Map<string, string>();
  const notes = new Set<string>();
  if (collection === undefined)
    return { files: [], requestCount: 0, ...merged(sections, hidden), notes: [...notes] };

  const variables = collection.variables.filter(({ key, disabled }) => key !== '' && !disabled);
  const values = valuesByName([...environments.flatMap(({ values: own }) => own), ...variables]);
  const counts = { examples: 0 };
  const common = { options, values, hidden, notes, unknown: new Set<string>(), counts };
  const inherited = { auth: collection.auth, scripts: [] };
  const folders = options.byFolder ? collection.items.filter(({ items }) => items !== undefined) : [];
  const loose = collection.items.filter(item => !folders.includes(item));
  const parts = [
    ...(loose.length === 0 ? [] : [{ name: collection.name, items: loose, path: [], inherited }]),
    ...folders.map(({ name, items = [], auth, scripts }) => ({
      name,
      items,
      path: [],
      inherited: { auth: auth ?? inherited.auth, scripts },
    })),
  ];
  const files = parts.map(({ name, items, path, inherited: own }) => {
    const around: Around = { ...common, answers: new Map(), names: new Set() };
    const blocks = items.flatMap(item => blocksOf(item, path, own, around));
    const head = headLines(collection, variables, around);
    return { name, blocks, head, scripts: [...collection.scripts, ...own.scripts] };
  });
  for (const name of common.unknown)
    notes.add(`{{${name}}} is a dynamic value of Postman's that has no counterpart here.`);
  if (counts.examples > 0) notes.add(`${counts.examples} saved answers were left out.`);
  const said = [...notes];
  const taken = new Set<string>();
  return {
    files: files.map(({ name, blocks, head, scripts }) => ({
      name: fileNameOf(name, taken),
      text: `${[...head, ...noteLines(said), ...scriptLines(scripts)].join('\n').trimEnd()}\n\n${blocks.join('\n')}`,
    })),
    requestCount: files.reduce((sum, { blocks }) => sum + blocks.length, 0),
    ...merged(sections, hidden),
    notes: said,
  };
}

interface Around {
  readonly options: ImportOptions;
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

interface Inherited {
  readonly auth: PostmanAuth | undefined;
  readonly scripts: readonly PostmanScript[];
}

function blocksOf(
  item: PostmanItem,
  path: readonly string[],
  inherited: Inherited,
  around: Around,
): readonly string[] {
  around.counts.examples += item.examples;
  if (item.items !== undefined) {
    const scripts = [...inherited.scripts, ...item.scripts];
    const own = { auth: item.auth ?? inherited.auth, scripts };
    return item.items.flatMap(inner => blocksOf(inner, [...path, item.name], own, around));
  }
  return item.request === undefined ? [] : [blockOf(item, item.request, path, inherited, around)];
}

function blockOf(
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
function isProcoreHost(value: string, { environments, active }: ImportOptions): boolean {
  if (value === '') return true;
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  const environment = environmentOfUrl([active, ...environments], url);
  return environment !== undefined && isApiUrl(environment, url) && url.pathname === '/';
}

function hideSecret(name: string, value: string, hidden: Map<string, string>): string {
  if (value.includes('{{')) return value;
  const base = variableNameOf(name);
  if (value === '') return `{{${base}}}`;
  let free = base;
  for (let count = 2; hidden.has(free) && hidden.get(free) !== value; count++) free = `${base}${count}`;
  hidden.set(free, value);
  return `{{${free}}}`;
}

function isSecretHeader(name: string): boolean {
  return isSecretName(name) || /^(?:authorization|cookie|x-api-key)$/i.test(name);
}

function valuesByName(variables: readonly PostmanVariable[]): ReadonlyMap<string, string> {
  return new Map(variables.filter(({ disabled }) => !disabled).map(({ key, value }) => [key, value]));
}

function headLines(
  { name, description }: PostmanCollection,
  variables: readonly PostmanVariable[],
  { answers, hidden }: Around,
): readonly string[] {
  const lines = [`# ${oneLine(name)}, imported from Postman`];
  for (const line of description.split(/\r?\n/))
    if (line.trim() !== '') lines.push(`# ${oneLine(line).replace(/^@/, '')}`);
  for (const { key, value, secret } of variables) {
    const own = variableNameOf(key);
    if (answers.has(own)) continue;
    if ((secret || isSecretName(key)) && value !== '' && !value.includes('{{')) hidden.set(own, value);
    else lines.push(`@${own} = ${escaped(withOurNames(value, new Set()))}`.trimEnd());
  }
  for (const [own, value] of answers) lines.push(`@${own} = ${value}`);
  return lines;
}

/** File variables read backslashes. */
function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll(/\r\n?|\n/g, '\\n')
    .trim();
}

function noteLines(notes: readonly string[]): readonly string[] {
  return notes.length === 0
    ? []
    : ['#', '# Not carried over as it was:', ...notes.map(note => `# - ${oneLine(note)}`)];
}

function scriptLines(scripts: readonly PostmanScript[]): readonly string[] {
  return scriptTexts(scripts).map(line => `# ${line}`);
}

function scriptTexts(scripts: readonly PostmanScript[]): readonly string[] {
  return scripts.flatMap(({ when, lines }) => [
    when === 'prerequest' ? 'Script before the request, not run:' : 'Script after the answer, not run:',
    ...lines.map(line => `| ${line}`.trimEnd()),
  ]);
}

/** What most tests look at. */
function assertsOf(scripts: readonly PostmanScript[]): string {
  const tests = scripts.filter(({ when }) => when === 'test').flatMap(({ lines }) => lines);
  const found = tests.flatMap(line => /pm\.response\.to\.have\.status\((\d{3})\)/.exec(line)?.[1] ?? []);
  const [status] = found;
  return status === undefined || new Set(found).size > 1 ? '' : `\n?? status == ${status}\n`;
}

function environmentSections(environments: readonly PostmanEnvironment[]): {
  readonly publicValues: Sections;
  readonly privateValues: Sections;
} {
  const publicValues: Record<string, Record<string, string>> = {};
  const privateValues: Record<string, Record<string, string>> = {};
  for (const { name, values } of environments)
    for (const { key, value, secret, disabled } of values) {
      if (key === '' || disabled) continue;
      const sections = secret || isSecretName(key) ? privateValues : publicValues;
      sections[name] = { ...sections[name], [variableNameOf(key)]: withOurNames(value, new Set()) };
    }
  return { publicValues, privateValues };
}

function merged(
  { publicValues, privateValues }: ReturnType<typeof environmentSections>,
  hidden: ReadonlyMap<string, string>,
): { readonly publicValues: Sections; readonly privateValues: Sections } {
  if (hidden.size === 0) return { publicValues, privateValues };
  const shared = { ...privateValues['$shared'], ...Object.fromEntries(hidden) };
  return { publicValues, privateValues: { ...privateValues, $shared: shared } };
}

/** Names that no system forbids, each once. */
function fileNameOf(name: string, taken: Set<string>): string {
  const plain = name
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}._ -]+/gu, ' ')
    .trim()
    .replaceAll(/\s+/g, '-')
    .replace(/^[.-]+|[.-]+$/g, '')
    .slice(0, 80);
  const base = plain === '' || /^(?:con|prn|aux|nul|com\d|lpt\d)$/i.test(plain) ? `postman-${plain}` : plain;
  let free = base;
  for (let count = 2; taken.has(free.toLowerCase()); count++) free = `${base}-${count}`;
  taken.add(free.toLowerCase());
  return `${free}.http`;
}

function splitOnce(text: string, mark: string): readonly [string, string | undefined] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*[\r\n]+\s*/g, ' ').trim();
}
