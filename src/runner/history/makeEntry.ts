import type { Exchange } from '../exchange.ts';
import type { BodyLeft, Choice, Entry, EntryResult, ProjectChoice } from './entry.ts';
import { maskWritten } from './maskWritten.ts';
import type { SentRecord } from './sentRecord.ts';

/** What the editor knows about a request that went out. */
export interface AboutSending {
  /** When it went out, in milliseconds since 1970. */
  readonly at: number;
  readonly document: string;
  readonly key: string;
  readonly environment: { readonly name: string; readonly title: string };
  readonly company: Choice | undefined;
  readonly project: ProjectChoice | undefined;
  /** Status, time and size in one line. */
  readonly outcome: string;
  readonly result: EntryResult;
}

/** What of bodies is kept. */
export interface BodyLimits {
  /** Whether bodies are kept at all. */
  readonly bodies: boolean;
  /** Of each body, in characters. */
  readonly longest: number;
}

/** The entry that a history keeps of a request, with what of its bodies may be kept. */
export function makeEntry(record: SentRecord, about: AboutSending, limits: BodyLimits): Entry {
  const { template, definitions, sentBody, allPages } = record;
  const { exchange, left } = withinLimits(record.exchange, limits);
  const { request, response, diagnoses } = exchange;
  const short = (text: string) => (text.length > limits.longest ? undefined : text);
  return {
    head: {
      at: about.at,
      document: about.document,
      key: maskWritten(about.key, []),
      label: record.label,
      method: request.method,
      url: request.url,
      environment: about.environment.name,
      environmentTitle: about.environment.title,
      outcome: about.outcome,
      status: response?.status ?? null,
      result: about.result,
      diagnoses: diagnoses.map(({ id }) => id),
    },
    detail: {
      exchange,
      template: short(template),
      definitions: short(definitions) ?? '',
      sentBody: limits.bodies && sentBody !== undefined ? short(sentBody) : undefined,
      allPages,
      company: about.company,
      project: about.project,
      left,
    },
  };
}

function withinLimits(
  exchange: Exchange,
  { bodies, longest }: BodyLimits,
): { readonly exchange: Exchange; readonly left: BodyLeft | undefined } {
  const { response } = exchange;
  if (response === null || response.bodyBytes === 0) return { exchange, left: undefined };
  const { body, bodyFile: _, ...rest } = response;
  if (body === undefined) return { exchange: { ...exchange, response: rest }, left: 'elsewhere' };
  if (!bodies) return { exchange: { ...exchange, response: rest }, left: 'off' };
  if (body.length <= longest) return { exchange, left: undefined };
  return { exchange: { ...exchange, response: { ...rest, body: body.slice(0, longest) } }, left: 'large' };
}
