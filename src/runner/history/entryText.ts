import { redactSignatures } from '../redact.ts';
import type { Entry, EntryDetail, EntryHead } from './entry.ts';

/** Version of the form below; files of a higher one are left alone. */
const version = 1;

/** Why a file is no entry: a newer program wrote it, or it is damaged. */
export type Unreadable = 'newer' | 'damaged';

/** In bytes: the head of an entry ends within these. */
export const longestHead = 32_768;

/**
 * An entry as the text of one file: a line with the head, so that a list need not read bodies, and a line with
 * the rest. Signatures of storage addresses, which an answer shows, are not kept.
 */
export function entryText({ head, detail }: Entry): string {
  const short = {
    ...head,
    document: head.document.slice(0, 2000),
    key: head.key.slice(0, 500),
    label: head.label.slice(0, 200),
    url: head.url.slice(0, 1000),
    diagnoses: head.diagnoses.slice(0, 10),
  };
  return redactSignatures(`${JSON.stringify({ version, ...short })}\n${JSON.stringify(detail)}\n`);
}

/** The head out of the beginning of a file. Never throws: the file may be cut short or not ours. */
export function headOf(text: string): EntryHead | Unreadable {
  const end = text.indexOf('\n');
  const line = end < 0 ? undefined : parsed(text.slice(0, end));
  if (!isObject(line)) return 'damaged';
  const { version: written, ...head } = line;
  if (typeof written === 'number' && written > version) return 'newer';
  return isHead(head) ? head : 'damaged';
}

/** The whole entry out of the text of its file. Never throws. */
export function entryOf(text: string): Entry | Unreadable {
  const head = headOf(text);
  if (typeof head === 'string') return head;
  const detail = parsed(text.slice(text.indexOf('\n') + 1));
  return isObject(detail) && isDetail(detail) ? { head, detail } : 'damaged';
}

type Unknown = { readonly [key: string]: unknown };

function isObject(value: unknown): value is Unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

const texts = ['document', 'key', 'label', 'method', 'url', 'environment', 'environmentTitle', 'outcome'];
const results: readonly unknown[] = ['passed', 'failed', 'cancelled'];

function isHead(head: Unknown): head is Unknown & EntryHead {
  return (
    Number.isFinite(head['at']) &&
    texts.every(name => typeof head[name] === 'string') &&
    (head['status'] === null || Number.isInteger(head['status'])) &&
    results.includes(head['result']) &&
    isTexts(head['diagnoses'])
  );
}

/** As far as a damaged file could harm: what else is in an exchange is only shown. */
function isDetail(detail: Unknown): detail is Unknown & EntryDetail {
  const { exchange } = detail;
  return (
    isObject(exchange) &&
    isObject(exchange['request']) &&
    isObject(exchange['request']['headers']) &&
    ['method', 'url'].every(name => typeof Reflect.get(Object(exchange['request']), name) === 'string') &&
    (exchange['response'] === null || isResponse(exchange['response'])) &&
    (exchange['error'] === null || isObject(exchange['error'])) &&
    isObject(exchange['timings']) &&
    Array.isArray(exchange['asserts']) &&
    Array.isArray(exchange['diagnoses']) &&
    ['template', 'sentBody'].every(name => isOptional(detail[name], 'string')) &&
    typeof detail['definitions'] === 'string' &&
    typeof detail['allPages'] === 'boolean' &&
    isChoice(detail['company'], []) &&
    isChoice(detail['project'], ['companyId'])
  );
}

function isResponse(response: unknown): boolean {
  return (
    isObject(response) &&
    typeof response['status'] === 'number' &&
    typeof response['statusText'] === 'string' &&
    typeof response['bodyBytes'] === 'number' &&
    isObject(response['headers']) &&
    isOptional(response['body'], 'string')
  );
}

function isChoice(choice: unknown, more: readonly string[]): boolean {
  return (
    choice === undefined || (isObject(choice) && isTexts(['id', 'name', ...more].map(name => choice[name])))
  );
}

function isTexts(list: unknown): boolean {
  return Array.isArray(list) && list.every(one => typeof one === 'string');
}

function isOptional(value: unknown, type: 'string'): boolean {
  return value === undefined || typeof value === type;
}
