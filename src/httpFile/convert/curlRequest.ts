import { type CurlUse, curlOption } from './curlOptions.ts';

/** A part of what is sent: text, or a file by its path. */
export type CurlData =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly path: string; readonly encoded?: string };

/** A part of a multipart form. `type` and `fileName` are `undefined` where the command leaves them to curl. */
export interface FormPart {
  readonly name: string;
  readonly value: CurlData;
  readonly type: string | undefined;
  readonly fileName: string | undefined;
}

/** What one curl command sends to one address. */
export interface CurlRequest {
  readonly urls: readonly string[];
  readonly method: string | undefined;
  /** As given, in order; names keep their spelling. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly data: readonly CurlData[];
  readonly json: boolean;
  readonly form: readonly FormPart[];
  /** `-G`: the data go into the address. */
  readonly dataInUrl: boolean;
  readonly urlQuery: readonly string[];
  readonly head: boolean;
  readonly user: string | undefined;
  readonly upload: string | undefined;
  readonly seconds: string | undefined;
}

type Draft = { -readonly [Key in keyof CurlRequest]: CurlRequest[Key] };

/**
 * The requests of a curl command's words, one for each `--next`, and what of it is not carried over, as
 * sentences. The first word is `curl` itself.
 */
export function readCurlWords(words: readonly string[]): {
  readonly requests: readonly CurlRequest[];
  readonly notes: readonly string[];
} {
  const notes: string[] = [];
  const requests: Draft[] = [newDraft()];
  let onlyAddresses = false;
  for (let at = 1; at < words.length; at++) {
    const word = words[at] ?? '';
    const draft = requests.at(-1);
    if (draft === undefined) break;
    if (onlyAddresses || !word.startsWith('-') || word === '-') draft.urls = [...draft.urls, word];
    else if (word === '--') onlyAddresses = true;
    else if (word.startsWith('--')) at += readOption(word, words[at + 1]) ? 1 : 0;
    else at += readLetters(word, words[at + 1]) ? 1 : 0;
  }
  return { requests: requests.filter(({ urls }) => urls.length > 0), notes };

  /** Whether the next word was its value. */
  function readOption(name: string, next: string | undefined): boolean {
    const option = curlOption(name);
    if (option === undefined) {
      notes.push(`${name} is not known here and was left out.`);
      return false;
    }
    use(name, option.use, option.takesValue ? (next ?? '') : '');
    return option.takesValue;
  }

  /** `-sSLd value`: letters in one word, of which the last may have its value behind it. */
  function readLetters(word: string, next: string | undefined): boolean {
    for (let at = 1; at < word.length; at++) {
      const name = `-${word.charAt(at)}`;
      const option = curlOption(name);
      if (option === undefined) notes.push(`${name} is not known here and was left out.`);
      else if (option.takesValue) {
        const rest = word.slice(at + 1);
        use(name, option.use, rest === '' ? (next ?? '') : rest);
        return rest === '';
      } else use(name, option.use, '');
    }
    return false;
  }

  function use(name: string, what: CurlUse, value: string): void {
    const draft = requests.at(-1);
    if (draft === undefined) return;
    switch (what) {
      case 'request':
        draft.method = value.toUpperCase();
        break;
      case 'header':
        addHeader(draft, value, notes);
        break;
      case 'user-agent':
        draft.headers = [...draft.headers, ['User-Agent', value]];
        break;
      case 'referer':
        draft.headers = [...draft.headers, ['Referer', value]];
        break;
      case 'bearer':
        draft.headers = [...draft.headers, ['Authorization', `Bearer ${value}`]];
        break;
      case 'cookie':
        if (value.includes('=')) draft.headers = [...draft.headers, ['Cookie', value]];
        else notes.push(`The cookies of the file ${value} were left out.`);
        break;
      case 'data':
      case 'data-binary':
      case 'json':
        if (what === 'json') draft.json = true;
        draft.data = [...draft.data, value.startsWith('@') ? file(value.slice(1)) : text(value)];
        break;
      case 'data-raw':
        draft.data = [...draft.data, text(value)];
        break;
      case 'data-urlencode':
        draft.data = [...draft.data, urlEncoded(value)];
        break;
      case 'form':
      case 'form-string':
        draft.form = [...draft.form, formPart(value, what === 'form')];
        break;
      case 'get':
        draft.dataInUrl = true;
        break;
      case 'head':
        draft.head = true;
        break;
      case 'user':
        draft.user = value;
        break;
      case 'max-time':
        draft.seconds = value;
        break;
      case 'upload':
        draft.upload = value;
        break;
      case 'url':
        draft.urls = [...draft.urls, value];
        break;
      case 'url-query':
        draft.urlQuery = [...draft.urlQuery, value];
        break;
      case 'next':
        requests.push(newDraft());
        break;
      case 'left-out':
        notes.push(`${name}${value === '' ? '' : ` ${shown(name, value)}`} is not carried over.`);
        break;
      default:
        break;
    }
  }
}

/** Options that take a secret are named without it. */
function shown(name: string, value: string): string {
  return /^(?:-U|-E|--proxy-user|--pass|--key|--cert|--proxy-header)$/.test(name) ? '…' : value;
}

function newDraft(): Draft {
  return {
    urls: [],
    method: undefined,
    headers: [],
    data: [],
    json: false,
    form: [],
    dataInUrl: false,
    urlQuery: [],
    head: false,
    user: undefined,
    upload: undefined,
    seconds: undefined,
  };
}

/** `Name: value`; `Name;` sends an empty one, `Name:` none. */
function addHeader(draft: Draft, said: string, notes: string[]): void {
  if (said.startsWith('@')) {
    notes.push(`The headers of the file ${said.slice(1)} were left out.`);
    return;
  }
  const [, name, sign, value = ''] = /^([^:;]+)([:;])\s*(.*)$/s.exec(said) ?? [];
  if (name === undefined) notes.push(`The header "${said}" has no colon and was left out.`);
  else if (sign === ';' || value !== '')
    draft.headers = [...draft.headers, [name.trim(), value.replaceAll(/\s*[\r\n]+\s*/g, ' ')]];
}

/** `content`, `=content`, `name=content`, `@file` and `name@file`, as curl's manual has them. */
function urlEncoded(value: string): CurlData {
  const [, name = '', sign, content = ''] = /^([^=@]*)([=@])(.*)$/s.exec(value) ?? [];
  if (sign === undefined) return text(encodeURIComponent(value));
  const prefix = name === '' ? '' : `${name}=`;
  if (sign === '=') return text(prefix + encodeURIComponent(content));
  return { kind: 'file', path: content, encoded: prefix };
}

/** `name=value`, `name=@path` and `name=<path`, with `;type=` and `;filename=` behind. */
function formPart(said: string, reads: boolean): FormPart {
  const at = said.indexOf('=');
  const name = at < 0 ? said : said.slice(0, at);
  const rest = at < 0 ? '' : said.slice(at + 1);
  if (!reads) return { name, value: text(rest), type: undefined, fileName: undefined };
  const options = /(?:;\s*(?:type|filename|headers|encoder)=(?:"[^"]*"|[^;]*))+$/.exec(rest)?.[0] ?? '';
  const option = (key: string) =>
    new RegExp(`;\\s*${key}=(?:"([^"]*)"|([^;]*))`).exec(options)?.slice(1).find(Boolean);
  const value = rest.slice(0, rest.length - options.length);
  const type = option('type');
  if (/^[@<]/.test(value)) {
    const path = value.slice(1).replace(/^"(.*)"$/s, '$1');
    const fileName = value.startsWith('@') ? (option('filename') ?? path.split(/[/\\]/).at(-1)) : undefined;
    return { name, value: file(path), type, fileName };
  }
  return { name, value: text(value.replace(/^"(.*)"$/s, '$1')), type, fileName: option('filename') };
}

function text(said: string): CurlData {
  return { kind: 'text', text: said };
}

function file(path: string): CurlData {
  return { kind: 'file', path };
}
