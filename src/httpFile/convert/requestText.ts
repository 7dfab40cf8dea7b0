import { layOutJson } from '../features/format/jsonLayout.ts';
import { parseHttpFile } from '../parser.ts';

/** A request that is to be written into a file. */
export interface RequestToWrite {
  /** Behind the `###`; '' for none. */
  readonly title: string;
  /** Sentences above the request. */
  readonly comments: readonly string[];
  /** `name value`, without the `@`. */
  readonly flags: readonly string[];
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: BodyToWrite | undefined;
}

export type BodyToWrite =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly path: string };

/** Targets longer than this are broken before each parameter. */
const longestTarget = 100;

/**
 * The block of a `.http` file that says the request, beginning with `###` and ending with a line break. What a
 * file would read as something else is left out, and a comment says so: headers without a proper name, a body
 * with such lines, an address that is none.
 */
export function requestText(given: RequestToWrite): string {
  const request = withProperHeaders(given);
  for (const body of [laidOut(request), request.body]) {
    const text = written(request, body);
    if (readsAsMeant(text, request)) return text;
  }
  const bare = { ...request, comments: [...request.comments, bodyNote], body: undefined };
  const text = written(bare, undefined);
  if (readsAsMeant(text, bare)) return text;
  const note = `The address is none that can be written here: ${request.target}`;
  return written({ ...bare, comments: [...request.comments, note], target: '/', headers: [] }, undefined);
}

const bodyNote =
  'The body is left out, as its lines would be read as comments or requests here. Put it into a file, and write < ./file below the headers.';

function withProperHeaders(request: RequestToWrite): RequestToWrite {
  const proper = (name: string) => /^(?:[\w!#$%&'*+.^`|~-]|\{\{[^{}\r\n]*\}\})+$/.test(name);
  const others = request.headers.filter(([name]) => !proper(name));
  if (others.length === 0) return request;
  return {
    ...request,
    headers: request.headers.filter(([name]) => proper(name)),
    comments: [
      ...request.comments,
      ...others.map(([name]) => `"${name}" is no name of a header, and is left out.`),
    ],
  };
}

function written(request: RequestToWrite, body: BodyToWrite | undefined): string {
  const { title, comments, flags, method, target, headers } = request;
  const lines = [
    `### ${oneLine(title).replace(/^[@#]+/, '')}`.trimEnd(),
    ...comments.map(comment => `# ${oneLine(comment).replace(/^@/, '')}`),
    ...flags.map(flag => `# @${oneLine(flag)}`),
    `${method} ${brokenTarget(oneLine(target))}`,
    ...headers.map(([name, value]) => `${oneLine(name)}: ${oneLine(value)}`.trimEnd()),
  ];
  if (body?.kind === 'text' && body.text.trim() !== '') lines.push('', body.text.replaceAll(/\r\n?/g, '\n'));
  if (body?.kind === 'file') lines.push('', `< ${withFolder(oneLine(body.path))}`);
  return `${lines.join('\n').trimEnd()}\n`;
}

function laidOut({ headers, body }: RequestToWrite): BodyToWrite | undefined {
  if (body?.kind !== 'text') return body;
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const text = /json/i.test(type) ? layOutJson(body.text, '  ') : undefined;
  return text === undefined ? body : { kind: 'text', text };
}

function readsAsMeant(text: string, { method, headers, body }: RequestToWrite): boolean {
  const { requests } = parseHttpFile(text);
  const [request] = requests;
  if (request === undefined || requests.length > 1) return false;
  if (request.method !== method || request.headers.length !== headers.length) return false;
  if (body?.kind === 'file') return request.body?.file !== undefined;
  const said = body?.text.trim() === '' ? undefined : body?.text;
  return squeezed(request.body?.text) === squeezed(said);
}

/** Blanks may differ by the layout of JSON. */
function squeezed(text: string | undefined): string | undefined {
  return text?.replaceAll(/\s+/g, '');
}

function brokenTarget(target: string): string {
  const spaced = target.trim().replaceAll(/ (?![^{}]*\}\})/g, '%20');
  if (spaced.length <= longestTarget || !spaced.includes('&')) return spaced;
  return spaced.replaceAll(/[?&](?=[^?&{}]+=)/g, '\n    $&');
}

/** Paths are written so that everybody sees where they begin. */
export function withFolder(path: string): string {
  const plain = path.replaceAll('\\', '/');
  return /^(?:\.{0,2}\/|~|[A-Za-z]:)/.test(plain) ? plain : `./${plain}`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*[\r\n]+\s*/g, ' ').trim();
}
