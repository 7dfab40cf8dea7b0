import { type CurlData, type CurlRequest, readCurlWords } from './curlRequest.ts';
import { isCurl } from './isCurl.ts';
import { multipartOf } from './multipart.ts';
import { type KnownEnvironments, targetFor } from './procoreTarget.ts';
import { type BodyToWrite, requestText } from './requestText.ts';
import { readCommandLine } from './shellWords.ts';

/** What a command became in a `.http` file. */
export interface Converted {
  /** Blocks of a `.http` file, each beginning with `###`. */
  readonly text: string;
  /** What was not carried over, as sentences; they also stand above the requests. */
  readonly notes: readonly string[];
  /**
   * Why a request would not send what the command does, as a sentence; `undefined` where it would. The command
   * is to be left alone then.
   */
  readonly problem: string | undefined;
}

/**
 * The requests that a curl command sends, for bash, cmd and PowerShell; `undefined` where there is no curl
 * command with an address. A request to Procore gets its path as target and loses its `Authorization`, since
 * signing in supplies one; a password is asked for instead of being written down.
 */
export function httpFromCurl(text: string, known: KnownEnvironments): Converted | undefined {
  if (!isCurl(text)) return undefined;
  const { words, notes: shellNotes, problem: cut } = readCommandLine(text);
  const { requests, notes } = readCurlWords(words);
  const said = [...new Set([...shellNotes, ...notes])];
  const written = requests.flatMap(request => request.urls.map(url => convert(request, url, known)));
  if (written.length === 0) return undefined;
  const all = [...said, ...written.flatMap(one => one.notes)];
  const texts = written.map(({ write }, index) => write(index === 0 ? said : []));
  const problem = cut ?? [...written, ...texts].find(one => one.problem !== undefined)?.problem;
  return { text: texts.map(({ text: block }) => block).join('\n'), notes: all, problem };
}

function convert(request: CurlRequest, url: string, known: KnownEnvironments) {
  const notes: string[] = [];
  const flags: string[] = [];
  const { target, environment, isProcore } = targetFor(withQuery(request, url), known);
  if (environment !== undefined) flags.push(`env ${environment}`);
  if (request.seconds !== undefined && /^\d+(?:\.\d+)?$/.test(request.seconds))
    flags.push(`timeout ${Math.ceil(Number(request.seconds))} s`);
  let headers = request.headers.filter(([name]) => !/^content-length$/i.test(name));
  if (isProcore && headers.some(isBearer)) {
    headers = headers.filter(header => !isBearer(header));
    notes.push('Authorization was left out: signing in supplies it.');
  }
  if (request.user !== undefined && !headers.some(([name]) => name.toLowerCase() === 'authorization')) {
    const [user = ''] = request.user.split(':', 1);
    flags.push('prompt password');
    headers = [...headers, ['Authorization', `Basic ${user} {{password}}`]];
    notes.push('The password was left out: you are asked for it when the request is sent.');
  }
  const problems: string[] = [];
  const body = bodyOf(request, notes, problems);
  const type = body?.type;
  if (type !== undefined) {
    const own = headers.some(([name]) => name.toLowerCase() === 'content-type');
    if (request.form.length > 0) headers = headers.filter(([name]) => name.toLowerCase() !== 'content-type');
    if (!own || request.form.length > 0) headers = [...headers, ['Content-Type', type]];
  }
  if (request.json && !headers.some(([name]) => name.toLowerCase() === 'accept'))
    headers = [...headers, ['Accept', 'application/json']];
  const method = methodOf(request, body !== undefined);
  return {
    notes,
    problem: problems[0],
    write: (before: readonly string[]) =>
      requestText({
        title: titleOf(method, target),
        comments: [...before, ...notes, ...problems],
        flags,
        method,
        target,
        headers,
        body: body?.body,
      }),
  };
}

function methodOf({ method, head, upload, dataInUrl }: CurlRequest, hasBody: boolean): string {
  if (method !== undefined && /^[A-Z][A-Z-]*$/.test(method)) return method;
  if (head) return 'HEAD';
  if (upload !== undefined) return 'PUT';
  return hasBody && !dataInUrl ? 'POST' : 'GET';
}

/** The last words of the path say best what it is about. */
function titleOf(method: string, target: string): string {
  const path = target.replace(/^https?:\/\/[^/]*/i, '').replace(/[?#].*$/s, '');
  const words = path.split('/').filter(word => /^[a-z_-]{2,}$/i.test(word) && !/^(?:rest|vapid)$/.test(word));
  return [method, ...words.slice(-2)].join(' ');
}

function isBearer([name, value]: readonly [string, string]): boolean {
  return name.toLowerCase() === 'authorization' && /^bearer\b/i.test(value);
}

function withQuery({ dataInUrl, data, urlQuery }: CurlRequest, url: string): string {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(url) || /^(?:\/|\{\{)/.test(url) ? url : `http://${url}`;
  const added = [
    ...(dataInUrl ? data.flatMap(one => (one.kind === 'text' ? [one.text] : [])) : []),
    ...urlQuery.map(one => one.replace(/^\+/, '')),
  ].filter(one => one !== '');
  if (added.length === 0) return address;
  const [before = '', fragment] = address.split('#', 2);
  const joined = `${before}${before.includes('?') ? '&' : '?'}${added.join('&')}`;
  return fragment === undefined ? joined : `${joined}#${fragment}`;
}

function bodyOf(
  request: CurlRequest,
  notes: string[],
  problems: string[],
): { readonly body: BodyToWrite; readonly type: string | undefined } | undefined {
  const { data, form, json, dataInUrl, upload } = request;
  if (form.length > 0) {
    const { type, ...parts } = multipartOf(form);
    for (const { value } of form) if (value.kind === 'file') noteFile(value.path, notes, problems);
    return { body: { kind: 'text', ...parts }, type };
  }
  if (upload !== undefined) {
    noteFile(upload, notes, problems);
    return { body: { kind: 'file', path: upload }, type: undefined };
  }
  if (data.length === 0 || dataInUrl) {
    for (const one of data)
      if (one.kind === 'file')
        problems.push(`The address takes in the file ${one.path}, which a request file cannot do.`);
    return undefined;
  }
  const type = json ? 'application/json' : 'application/x-www-form-urlencoded';
  const [only] = data;
  if (data.length === 1 && only?.kind === 'file' && only.encoded === undefined) {
    noteFile(only.path, notes, problems);
    return { body: { kind: 'file', path: only.path }, type };
  }
  const texts = data.flatMap((one: CurlData) => {
    if (one.kind === 'text') return [one.text];
    problems.push(
      `The body joins the file ${one.path} to other data or encodes it, which a request file cannot do.`,
    );
    return [];
  });
  return { body: { kind: 'text', text: texts.join(json ? '' : '&') }, type };
}

function noteFile(path: string, notes: string[], problems: string[]): void {
  if (/^(?:\/|~|\.\.|[A-Za-z]:|\\\\)/.test(path))
    notes.push(
      `The file ${path} lies outside of this folder. Copy it into the workspace, and write its path there.`,
    );
  else if (path === '-')
    problems.push('The body is what the command reads from its input, which is not known here.');
}
