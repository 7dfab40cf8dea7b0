import type { Catalog, Operation } from '../catalog/catalog.ts';
import { cleanText } from '../errors/cleanText.ts';
import { nearestName } from '../nearestName.ts';
import {
  effectOf,
  isTakenAnywhere,
  meantName,
  parameterNamed,
  type QuerySubject,
  subjectOf,
  takesName,
} from '../queryNames.ts';
import { isUnderApi } from './evidence.ts';
import { listed } from './words.ts';

/**
 * What an answer may have passed over without a word, as plain text. It is no diagnosis: the answer is good, and the
 * catalog (as published in spring 2026) need not know all that Procore takes.
 */
export interface QueryHint {
  /** A few words for a line that is short. */
  readonly title: string;
  /** Sentences: what the catalog does not know, what may be meant, and what that may have done. */
  readonly text: string;
  /** The decoded names that it is about, as they were sent. */
  readonly names: readonly string[];
}

/** As much of an exchange as is asked for. */
export interface AnsweredRequest {
  readonly request: { readonly method: string; readonly url: string };
  readonly environment: string | null;
  readonly response: { readonly status: number } | null;
}

/** More names than this are no address that somebody typed. */
const mostNames = 100;

/**
 * Query names that the operation does not have by the catalog, of a GET that Procore's API answered with 2xx.
 * Procore ignores unknown filters and answers 200 with everything [live]; that it ignores other names, too, and an
 * unknown order, is likely [inferred]. `undefined`: nothing to say. Never throws.
 */
export function queryHint(exchange: AnsweredRequest, catalog: Catalog): QueryHint | undefined {
  const url = addressOf(exchange);
  const operation = url && catalog.find('GET', url.pathname)?.operation;
  if (url === undefined || operation === undefined) return undefined;
  const doubts = [...url.searchParams].slice(0, mostNames).flatMap(pair => doubtsOf(operation, pair));
  const found = doubts.filter(({ said }, at) => doubts.findIndex(other => other.said === said) === at);
  const [first] = found;
  if (first === undefined) return undefined;
  const meant = found.filter(one => one.meant !== undefined);
  const strange = found.filter(one => one.meant === undefined).map(({ said }) => said);
  return {
    title:
      found.length > 1
        ? `${found.length} names of the query are not in the catalog`
        : `${first.said} is not in the catalog${first.meant === undefined ? '' : `: ${first.meant}?`}`,
    text: [
      ...meant.slice(0, 5).map(one => `The catalog does not know ${one.said} here; it knows ${one.meant}.`),
      ...(strange.length > 0 ? [`The catalog does not know ${listed(strange)} here.`] : []),
      `Procore ignores names that it does not know, so the answer may be ${effectOfAll(found)}.`,
    ].join(' '),
    names: [...new Set(found.map(({ name }) => name))],
  };
}

/** Whether it is worth to load the catalog for `queryHint`. */
export function mayHaveQueryHint(exchange: AnsweredRequest): boolean {
  const url = addressOf(exchange);
  return url !== undefined && [...url.searchParams.keys()].some(name => !isTakenAnywhere(name));
}

/** `undefined`: not a question that Procore's API has answered well. */
function addressOf({ request, environment, response }: AnsweredRequest): URL | undefined {
  const status = response?.status ?? 0;
  if (environment === null || request.method.toUpperCase() !== 'GET' || status < 200 || status >= 300)
    return undefined;
  if (!request.url.includes('?')) return undefined;
  try {
    const url = new URL(request.url);
    return isUnderApi(url.pathname) ? url : undefined;
  } catch {
    return undefined;
  }
}

interface Doubt {
  readonly name: string;
  /** As it is quoted. */
  readonly said: string;
  readonly meant: string | undefined;
  readonly about: QuerySubject;
}

function doubtsOf(operation: Operation, [name, value]: readonly [string, string]): readonly Doubt[] {
  if (!takesName(operation, name)) {
    const meant = meantName(operation, name);
    return [{ name, said: quoted(name), meant, about: subjectOf(meant ?? name) }];
  }
  if (name !== 'sort') return [];
  const orders = parameterNamed(operation, name)?.values?.map(String) ?? [];
  return value.split(',').flatMap(order => {
    // "Filtering on list actions": a dash before the field turns the order round [doc].
    const field = order.trim().replace(/^-/, '');
    if (orders.length === 0 || field === '' || orders.includes(field) || orders.includes(`-${field}`))
      return [];
    const meant = nearestName(field, orders) ?? listed(orders, 5, 'or');
    return [{ name, said: `sort=${quoted(field)}`, meant, about: 'order' as const }];
  });
}

function effectOfAll(doubts: readonly Doubt[]): string {
  const about = new Set(doubts.map(one => one.about));
  const [only] = about;
  if (about.size > 1 || only === undefined) return 'as if they were not there';
  return effectOf[only];
}

function quoted(text: string): string {
  return cleanText(text, 60);
}
