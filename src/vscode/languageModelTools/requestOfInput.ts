import { plainText } from '../../procore/plainText.ts';

/** What `procore_sendRequest` is asked for; nothing of it is trusted to have the right type. */
export interface SendInput {
  readonly method?: unknown;
  readonly path?: unknown;
  readonly companyId?: unknown;
  readonly body?: unknown;
}

export interface AskedRequest {
  /** e.g. `GET /rest/v1.0/me`. */
  readonly title: string;
  /** The request as a `.http` file has it. */
  readonly text: string;
  readonly isWrite: boolean;
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
/** The chosen company and project are all that may stand for a value: no other variable of the user's is read. */
const placeholder = /\{\{\s*\$procore\.(?:companyId|projectId)\s*\}\}/g;
const longestPath = 4000;
const longestBody = 200_000;

/**
 * The request that is asked for, or what is wrong with it in one sentence. It goes to the API of the environment that
 * is active and nowhere else: a path, no host. A write carries the flag that makes the user be asked, whatever the
 * environment.
 */
export function requestOfInput(input: SendInput): AskedRequest | { readonly problem: string } {
  const method = typeof input.method === 'string' ? input.method.toUpperCase() : 'GET';
  if (!methods.includes(method)) return { problem: `method must be one of ${methods.join(', ')}.` };
  const path = pathOf(input.path);
  if (typeof path !== 'string') return path;
  const company = companyOf(input.companyId);
  if (typeof company === 'object') return company;
  const body = bodyOf(input.body, method);
  if (typeof body === 'object') return body;
  const isWrite = method !== 'GET';
  const lines = [
    ...(company === '' ? [] : [`# @company ${company}`]),
    ...(isWrite ? ['# @note A language model asks for this write.'] : []),
    `${method} ${path}`,
    ...(body === '' ? [] : ['Content-Type: application/json', '', body]),
  ];
  return { title: `${method} ${path}`, text: `${lines.join('\n')}\n`, isWrite };
}

function pathOf(path: unknown): string | { readonly problem: string } {
  const wrong = (why: string) => ({
    problem: `path ${why}. Give one such as /rest/v1.0/me, without a host.`,
  });
  if (typeof path !== 'string') return wrong('is missing');
  const text = path.trim();
  if (text.length > longestPath) return wrong('is too long');
  const plain = text.replaceAll(placeholder, '1');
  if (/\{\{|\}\}/.test(plain))
    return wrong('holds a variable other than {{$procore.companyId}} and {{$procore.projectId}}');
  if (/[\s\p{Cc}\\#]/u.test(plain)) return wrong('holds a blank or another character that must be encoded');
  const base = 'https://api.invalid';
  const url = URL.canParse(plain, base) ? new URL(plain, base) : undefined;
  // Dots may lead out of the API, and two slashes to another host.
  if (url?.origin !== base || !/^\/(?:rest|vapid)\/[^/]/.test(url.pathname))
    return wrong('is none of the API: it must begin with /rest/');
  return plain.startsWith('/') ? text : wrong('must begin with a slash');
}

/** Empty: the company that is chosen in the editor. */
function companyOf(id: unknown): string | { readonly problem: string } {
  if (id === undefined || id === null || id === '') return '';
  const text = plainText(id).trim();
  return /^\d{1,20}$/.test(text) ? text : { problem: 'companyId must be the number of a company.' };
}

/** One line of JSON in which nothing reads as a variable, a comment or another request; empty: none. */
function bodyOf(body: unknown, method: string): string | { readonly problem: string } {
  if (body === undefined || body === null || body === '') return '';
  if (method === 'GET') return { problem: 'a GET takes no body.' };
  const problem = { problem: 'body must be a JSON object or array, or the text of one.' };
  let value: unknown = body;
  if (typeof body === 'string') {
    if (/(?<![\w."])\d{16,}(?![\w."])/.test(body))
      return {
        problem: 'body holds a number of more than 15 digits, which would lose some. Write it as text.',
      };
    try {
      value = JSON.parse(body);
    } catch {
      return problem;
    }
  }
  if (typeof value !== 'object' || value === null) return problem;
  const text = JSON.stringify(value).replaceAll('{{', '{\\u007b');
  return text.length > longestBody ? { problem: 'body is too long.' } : text;
}
