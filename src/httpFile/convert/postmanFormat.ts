/**
 * Postman's collections of the formats 2.0 and 2.1, and its environments, as its published schemas have them.
 * Everything may be missing: what people export is read as far as it goes.
 */
export interface PostmanCollection {
  readonly kind: 'collection';
  readonly name: string;
  readonly description: string;
  readonly variables: readonly PostmanVariable[];
  readonly auth: PostmanAuth | undefined;
  readonly scripts: readonly PostmanScript[];
  readonly items: readonly PostmanItem[];
}

/** A folder has `items`, a request `request`. */
export interface PostmanItem {
  readonly name: string;
  readonly description: string;
  readonly auth: PostmanAuth | undefined;
  readonly scripts: readonly PostmanScript[];
  readonly items: readonly PostmanItem[] | undefined;
  readonly request: PostmanRequest | undefined;
  /** How many answers were saved with it. */
  readonly examples: number;
}

/** A request of a collection; what is off stands apart from what is sent. */
export interface PostmanRequest {
  readonly method: string;
  /** With the parameters that are on. */
  readonly url: string;
  /** Parameters that are off. */
  readonly offQuery: readonly PostmanPair[];
  readonly pathVariables: readonly PostmanVariable[];
  readonly headers: readonly PostmanPair[];
  readonly body: PostmanBody | undefined;
  /** The body is there, but is not sent. */
  readonly bodyIsOff: boolean;
  readonly description: string;
}

/**
 * A body by the mode that the collection gives it; `language` of a raw one is `undefined` where it says none.
 */
export type PostmanBody =
  | { readonly mode: 'raw'; readonly text: string; readonly language: string | undefined }
  | { readonly mode: 'urlencoded'; readonly fields: readonly PostmanPair[] }
  | { readonly mode: 'formdata'; readonly fields: readonly PostmanField[] }
  | { readonly mode: 'file'; readonly path: string }
  | { readonly mode: 'graphql'; readonly query: string; readonly variables: string };

/** A parameter, header or field; `disabled`: it is there, and not sent. */
export interface PostmanPair {
  readonly key: string;
  readonly value: string;
  readonly disabled: boolean;
}

/** A field of a multipart form; `type` is its content type, `undefined` where it has none. */
export interface PostmanField extends PostmanPair {
  /** Paths of files; `undefined` for a field of text. */
  readonly files: readonly string[] | undefined;
  readonly type: string | undefined;
}

/** A variable of a collection or an environment; `secret`: Postman hides its value. */
export interface PostmanVariable extends PostmanPair {
  readonly secret: boolean;
}

/** How Postman signs in: the type by its own name, such as `bearer`, with the values of that type alone. */
export interface PostmanAuth {
  readonly type: string;
  readonly values: Readonly<Record<string, string>>;
}

/** A script that Postman runs before the request or after its answer, line by line. */
export interface PostmanScript {
  readonly when: 'prerequest' | 'test';
  readonly lines: readonly string[];
}

/** An exported environment, or the globals, with those variables that are off. */
export interface PostmanEnvironment {
  readonly kind: 'environment';
  /** `$shared` for globals. */
  readonly name: string;
  readonly values: readonly PostmanVariable[];
}

/** Reads an exported file; `problem` says what it is instead, and what to export. */
export function readPostman(
  text: string,
): PostmanCollection | PostmanEnvironment | { readonly kind: 'problem'; readonly problem: string } {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\u{feff}/u, ''));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return problem(`It is not JSON: ${reason}. Export the collection from Postman again, as v2.1.`);
  }
  const outer = objectOf(json);
  // Postman's own API wraps what it gives.
  const root = objectOf(outer['collection'] ?? outer['environment'] ?? outer);
  if (Array.isArray(root['item'])) return collectionOf(root);
  if (Array.isArray(root['values'])) return environmentOf(root);
  if (Array.isArray(root['requests']))
    return problem('It is a collection of Postman\'s first format. Export it as "Collection v2.1".');
  return problem('It is neither a Postman collection nor an environment. Export one of them from Postman.');
}

function problem(said: string) {
  return { kind: 'problem', problem: said } as const;
}

function collectionOf(root: Fields): PostmanCollection {
  const info = objectOf(root['info']);
  return {
    kind: 'collection',
    name: textOf(info['name']) || 'Postman',
    description: descriptionOf(info['description'] ?? root['description']),
    variables: listOf(root['variable']).map(variableOf),
    auth: authOf(root['auth']),
    scripts: listOf(root['event']).flatMap(scriptOf),
    items: listOf(root['item']).map(item => itemOf(item, 0)),
  };
}

function environmentOf(root: Fields): PostmanEnvironment {
  const globals = root['_postman_variable_scope'] === 'globals';
  return {
    kind: 'environment',
    name: globals ? '$shared' : textOf(root['name']) || 'postman',
    values: listOf(root['values']).map(variableOf),
  };
}

/** Folders in folders beyond any that people make are left out, so that no file can exhaust the stack. */
const deepest = 50;

function itemOf(json: unknown, depth: number): PostmanItem {
  const item = objectOf(json);
  const isFolder = Array.isArray(item['item']);
  return {
    name: textOf(item['name']),
    description: descriptionOf(item['description']),
    auth: authOf(isFolder ? item['auth'] : objectOf(item['request'])['auth']),
    scripts: listOf(item['event']).flatMap(scriptOf),
    items:
      isFolder && depth < deepest ? listOf(item['item']).map(inner => itemOf(inner, depth + 1)) : undefined,
    request: isFolder || item['request'] === undefined ? undefined : requestOf(item['request']),
    examples: listOf(item['response']).length,
  };
}

function requestOf(json: unknown): PostmanRequest {
  const request = typeof json === 'string' ? { url: json } : objectOf(json);
  const url = objectOf(request['url']);
  return {
    method: textOf(request['method']).toUpperCase() || 'GET',
    url: typeof request['url'] === 'string' ? request['url'] : addressOf(url),
    offQuery: listOf(url['query'])
      .map(pairOf)
      .filter(({ disabled }) => disabled),
    pathVariables: listOf(url['variable']).map(variableOf),
    headers: headersOf(request['header']),
    body: bodyOf(objectOf(request['body'])),
    bodyIsOff: objectOf(request['body'])['disabled'] === true,
    description: descriptionOf(request['description']),
  };
}

/** The raw address, but for parameters that are off. */
function addressOf(url: Fields): string {
  const query = listOf(url['query']).map(pairOf);
  const raw = textOf(url['raw']) || addressOfParts(url);
  if (!query.some(({ disabled }) => disabled)) return raw;
  const [beforeHash = '', hash] = raw.split('#', 2);
  const [before = ''] = beforeHash.split('?', 1);
  const on = query.filter(({ disabled }) => !disabled).map(({ key, value }) => `${key}=${value}`);
  return before + (on.length === 0 ? '' : `?${on.join('&')}`) + (hash === undefined ? '' : `#${hash}`);
}

function addressOfParts(url: Fields): string {
  const protocol = textOf(url['protocol']);
  const host = joined(url['host'], '.');
  const path = joined(url['path'], '/');
  const query = listOf(url['query'])
    .map(pairOf)
    .map(({ key, value }) => `${key}=${value}`);
  return (
    (protocol === '' || host.startsWith('{{') ? '' : `${protocol}://`) +
    host +
    (textOf(url['port']) === '' ? '' : `:${textOf(url['port'])}`) +
    (path === '' ? '' : `/${path.replace(/^\//, '')}`) +
    (query.length === 0 ? '' : `?${query.join('&')}`)
  );
}

function joined(value: unknown, by: string): string {
  if (!Array.isArray(value)) return textOf(value);
  return value.map(part => (typeof part === 'string' ? part : textOf(objectOf(part)['value']))).join(by);
}

/** A list of pairs, or the text of a head. */
function headersOf(value: unknown): readonly PostmanPair[] {
  if (typeof value !== 'string') return listOf(value).map(pairOf);
  return value.split(/\r?\n/).flatMap(line => {
    const at = line.indexOf(':');
    return at > 0
      ? [{ key: line.slice(0, at).trim(), value: line.slice(at + 1).trim(), disabled: false }]
      : [];
  });
}

function bodyOf(body: Fields): PostmanBody | undefined {
  switch (body['mode']) {
    case 'raw': {
      const language = textOf(objectOf(objectOf(body['options'])['raw'])['language']);
      return { mode: 'raw', text: textOf(body['raw']), language: language || undefined };
    }
    case 'urlencoded':
      return { mode: 'urlencoded', fields: listOf(body['urlencoded']).map(pairOf) };
    case 'formdata':
      return { mode: 'formdata', fields: listOf(body['formdata']).map(fieldOf) };
    case 'file': {
      const { file } = body;
      return { mode: 'file', path: typeof file === 'string' ? file : textOf(objectOf(file)['src']) };
    }
    case 'graphql': {
      const { query, variables } = objectOf(body['graphql']);
      const said = typeof variables === 'string' ? variables : JSON.stringify(variables ?? {}, null, 2);
      return { mode: 'graphql', query: textOf(query), variables: said };
    }
    default:
      return undefined;
  }
}

function fieldOf(json: unknown): PostmanField {
  const field = objectOf(json);
  const { src } = field;
  const paths = Array.isArray(src) ? src.map(textOf) : [textOf(src)];
  return {
    ...pairOf(json),
    files: field['type'] === 'file' ? paths.filter(path => path !== '') : undefined,
    type: textOf(field['contentType']) || undefined,
  };
}

function pairOf(json: unknown): PostmanPair {
  const pair = objectOf(json);
  return {
    key: textOf(pair['key'] ?? pair['id']),
    value: textOf(pair['value']),
    disabled: pair['disabled'] === true || pair['enabled'] === false,
  };
}

function variableOf(json: unknown): PostmanVariable {
  return { ...pairOf(json), secret: objectOf(json)['type'] === 'secret' };
}

/** Format 2.1 has a list of pairs by the type's name, 2.0 an object. */
function authOf(json: unknown): PostmanAuth | undefined {
  const auth = objectOf(json);
  const type = textOf(auth['type']);
  if (type === '') return undefined;
  const given = auth[type];
  const pairs = Array.isArray(given)
    ? given.map(pairOf).map(({ key, value }) => [key, value] as const)
    : Object.entries(objectOf(given)).map(([key, value]) => [key, textOf(value)] as const);
  return { type, values: Object.fromEntries(pairs) };
}

function scriptOf(json: unknown): readonly PostmanScript[] {
  const event = objectOf(json);
  const exec = objectOf(event['script'])['exec'];
  const lines = (Array.isArray(exec) ? exec.map(textOf) : textOf(exec).split(/\r?\n/)).flatMap(line =>
    line.split(/\r?\n/),
  );
  if (lines.every(line => line.trim() === '')) return [];
  return [{ when: event['listen'] === 'prerequest' ? 'prerequest' : 'test', lines }];
}

function descriptionOf(value: unknown): string {
  return typeof value === 'string' ? value : textOf(objectOf(value)['content']);
}

type Fields = Readonly<Record<string, unknown>>;

function objectOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
