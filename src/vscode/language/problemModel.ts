import type { Diagnosis } from '../../procore/diagnosis/diagnosis.ts';
import type { Exchange } from '../../runner/exchange.ts';
import { succeeded } from '../requests/sentRequests.ts';
import { headline } from '../responses/responseText.ts';

/** What the Problems panel says of a request's last sending. */
export interface RequestProblem {
  readonly severity: 'error' | 'warning' | 'information';
  readonly message: string;
  readonly code: string;
  readonly link: string | undefined;
}

/** An answer that is right as far as it goes is no problem of the file. */
const aboutRows: ReadonlySet<string> = new Set(['more-pages', 'unexpected-empty']);

/**
 * The first diagnosis with its cause (what to do stands in the hover), warnings that data may be missing, failed assertions.
 * Nothing for what was cancelled, and no hints: they stand in the view and the answer.
 */
export function requestProblems(exchange: Exchange): readonly RequestProblem[] {
  if (exchange.error?.code === 'cancelled') return [];
  const asserts = exchange.asserts
    .filter(({ passed }) => !passed)
    .map(({ text, actual }) => problem('error', `Assertion failed: ${text} (was ${actual})`, 'assertion'));
  const errors = only(exchange, 'error');
  const warnings = only(exchange, 'warning').filter(({ id }) => !aboutRows.has(id));
  const failure = errors.slice(0, 1).map(diagnosisProblem);
  // A refusal that the request asserts is what it wants, and still worth its explanation.
  const expected = failure.map(problem => ({ ...problem, severity: 'information' as const }));
  if (succeeded(exchange)) return [...expected, ...warnings.map(diagnosisProblem)];
  if (failure.length + asserts.length > 0) return [...failure, ...warnings.map(diagnosisProblem), ...asserts];
  return [problem('error', exchange.error?.message ?? headline(exchange), exchange.error?.code ?? 'failed')];
}

function only(exchange: Exchange, severity: Diagnosis['severity']): readonly Diagnosis[] {
  return exchange.diagnoses.filter(diagnosis => diagnosis.severity === severity);
}

function diagnosisProblem({ severity, title, cause, id, link }: Diagnosis): RequestProblem {
  const message = [title, cause].map(sentence).join(' ');
  return { severity, message, code: id, link };
}

function problem(severity: RequestProblem['severity'], message: string, code: string): RequestProblem {
  return { severity, message, code, link: undefined };
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
