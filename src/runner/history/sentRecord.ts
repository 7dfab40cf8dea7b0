import { definitionsOf } from '../../httpFile/definitions.ts';
import { namesUsedBy } from '../../httpFile/dependencies.ts';
import { requestLabel } from '../../httpFile/features/symbols.ts';
import type { HttpFile, RequestNode } from '../../httpFile/syntax.ts';
import type { DiagnosisContext } from '../../procore/diagnosis/diagnosis.ts';
import type { Exchange } from '../exchange.ts';
import { maskWritten } from './maskWritten.ts';

/** A request that went out and what became of it, as a history may keep it: every secret is masked. */
export interface SentRecord {
  readonly exchange: Exchange;
  /** Only to find its place in the file; its text may hold secrets. */
  readonly node: RequestNode;
  /** Name, title, or method and target as written. */
  readonly label: string;
  /** Its block of the file as written, before substitution. */
  readonly template: string;
  /** The `@name = value` lines of other blocks that it is made of; '' where there are none. */
  readonly definitions: string;
  /** What was sent; `undefined` where that was no text. */
  readonly sentBody: string | undefined;
  readonly allPages: boolean;
  /** What the diagnoses were made with besides the exchange: times, environments, the kind of grant. */
  readonly context: DiagnosisContext;
}

/** `secrets`: values that are masked wherever they stand. `body`: what went over the wire. */
export function sentRecord(
  {
    file,
    request,
    allPages,
  }: { readonly file: HttpFile; readonly request: RequestNode; readonly allPages: boolean },
  exchange: Exchange,
  {
    body,
    secrets,
    context,
  }: {
    readonly body: unknown;
    readonly secrets: readonly string[];
    readonly context: DiagnosisContext;
  },
): SentRecord {
  const masked = (text: string) => maskWritten(text, secrets);
  const { start, end } = request.range;
  const text = textOf(body);
  return {
    exchange,
    node: request,
    label: masked(requestLabel(request)),
    template: masked(file.text.slice(start, end)),
    definitions: masked(definitionsFor(file, request)),
    sentBody: text === undefined ? undefined : masked(text),
    allPages,
    context,
  };
}

function definitionsFor(file: HttpFile, request: RequestNode): string {
  const definitions = definitionsOf(file);
  const { start, end } = request.range;
  return [...namesUsedBy(file, request)]
    .flatMap(name => {
      const own = definitions.get(name) ?? [];
      const nearest = own.findLast(({ range }) => range.start < request.sent.start) ?? own.at(-1);
      const isOutside = nearest !== undefined && (nearest.range.start < start || nearest.range.start >= end);
      return isOutside ? [`@${nearest.name.text} = ${nearest.value.text}\n`] : [];
    })
    .join('');
}

/** Text as it is, bytes where they are text, nothing for a body that is streamed from files. */
function textOf(body: unknown): string | undefined {
  if (typeof body === 'string') return body;
  if (!(body instanceof Uint8Array)) return undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
