import { placeInRequest, placesInAnswer } from '../../httpFile/features/fieldPlace.ts';
import type { HttpFile, Range, RequestNode } from '../../httpFile/syntax.ts';
import type { Exchange } from '../../runner/exchange.ts';
import { type FieldProblem, fieldProblems } from './problemModel.ts';

/** A field that a server complained of, where somebody reads it. */
export interface FieldMark {
  readonly range: Range;
  readonly problem: FieldProblem;
}

/** What stood there when the answer came, by exchange and complaint. */
const firstSeen = new WeakMap<Exchange, Map<string, string>>();

/**
 * The offending fields of the last sending, where they stand in the file, until they are edited: then the
 * complaint is about something that is no longer there. Of several complaints at one place each has a mark.
 */
export function sentFields(file: HttpFile, request: RequestNode, exchange: Exchange): readonly FieldMark[] {
  const problems = fieldProblems(exchange);
  if (problems.length === 0) return [];
  const seen = firstSeen.get(exchange) ?? new Map<string, string>();
  firstSeen.set(exchange, seen);
  const marks = problems.flatMap((problem): FieldMark[] => {
    const place = placeInRequest(file, request, problem.field);
    if (place === undefined) return [];
    const { range, present } = place;
    const said = `${present} ${file.text.slice(range.start, range.end)}`;
    const id = idOf(problem);
    if (!seen.has(id)) seen.set(id, said);
    return seen.get(id) === said ? [{ range, problem }] : [];
  });
  return eachOnce(marks);
}

/** The same where the answer that is shown speaks of them. `text`: the whole answer document. */
export function receivedFields(text: string, exchange: Exchange): readonly FieldMark[] {
  const told = fieldProblems(exchange).filter(({ field }) => field.received !== undefined);
  if (told.length === 0) return [];
  const placeOf = placesInAnswer(text);
  return told.flatMap((problem): FieldMark[] => {
    const range = placeOf(problem.field.received ?? []);
    return range === undefined ? [] : [{ range, problem }];
  });
}

function eachOnce(marks: readonly FieldMark[]): readonly FieldMark[] {
  const ids = marks.map(({ range, problem }) => `${range.start} ${range.end} ${problem.message}`);
  return marks.filter((_, index) => ids.indexOf(ids[index] ?? '') === index);
}

function idOf({ code, message, field }: FieldProblem): string {
  return JSON.stringify([code, message, field.sent, field.query, field.form, field.header, field.position]);
}
