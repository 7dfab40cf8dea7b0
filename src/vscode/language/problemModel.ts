import type { Range, RequestNode } from '../../httpFile/syntax.ts';
import type { DiagnosisField } from '../../procore/diagnosis/actions.ts';
import type { Diagnosis } from '../../procore/diagnosis/diagnosis.ts';
import type { Exchange } from '../../runner/exchange.ts';
import { l10n, translated, translatedDiagnosis } from '../l10n.ts';
import { succeeded } from '../requests/sentRequests.ts';
import { headline } from '../responses/responseText.ts';
import { assertMarks } from './assertMarks.ts';

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
 * The first diagnosis with its cause (what to do stands in the hover) and warnings that data may be missing.
 * Nothing for what was cancelled, and no hints: they stand in the view and the answer. Failed assertions
 * have lines of their own.
 */
export function requestProblems(exchange: Exchange): readonly RequestProblem[] {
  if (exchange.error?.code === 'cancelled') return [];
  const errors = only(exchange, 'error');
  const warnings = only(exchange, 'warning').filter(({ id }) => !aboutRows.has(id));
  const failure = errors.slice(0, 1).map(diagnosisProblem);
  // A refusal that the request asserts is what it wants, and still worth its explanation.
  const expected = failure.map(problem => ({ ...problem, severity: 'information' as const }));
  if (succeeded(exchange)) return [...expected, ...warnings.map(diagnosisProblem)];
  const asserts = exchange.asserts.some(({ passed }) => !passed);
  if (failure.length > 0 || (asserts && exchange.error === null))
    return [...failure, ...warnings.map(diagnosisProblem)];
  return [problem('error', exchange.error?.message ?? headline(exchange), exchange.error?.code ?? 'failed')];
}

/** The assertions that failed, each on its line, until that line is edited. */
export function assertProblems(
  request: RequestNode,
  exchange: Exchange,
): readonly (RequestProblem & { readonly range: Range })[] {
  if (exchange.error?.code === 'cancelled') return [];
  return assertMarks(request, exchange.asserts)
    .filter(({ passed }) => !passed)
    .map(({ range, assert, text }) => ({
      ...problem(
        'error',
        l10n.t('Assertion failed: {0} ({1})', assert, text.replace(/^✗ /, '')),
        'assertion',
      ),
      range,
    }));
}

/** What a server says of one field or parameter. */
export interface FieldProblem extends RequestProblem {
  readonly field: DiagnosisField;
  readonly diagnosis: Diagnosis;
}

/** Nobody mends more at once, and a bulk call may be refused in a thousand rows. */
const mostFields = 50;

/** What a server found wrong with single fields and parameters; what to do stands in the hover. */
export function fieldProblems(exchange: Exchange): readonly FieldProblem[] {
  if (exchange.error?.code === 'cancelled') return [];
  const expected = succeeded(exchange);
  return exchange.diagnoses
    .filter(({ id, severity }) => severity !== 'information' && !aboutRows.has(id))
    .flatMap(diagnosis =>
      diagnosis.fields.map(field => ({
        ...diagnosisProblem(diagnosis),
        ...(expected && diagnosis.severity === 'error' ? { severity: 'information' as const } : {}),
        message: fieldText(field, diagnosis),
        field,
        diagnosis,
      })),
    )
    .slice(0, mostFields);
}

/** `subject: can't be blank`. */
export function fieldText({ name, message }: DiagnosisField, { title }: Pick<Diagnosis, 'title'>): string {
  return `${name}: ${message === '' ? translated(title) : message}`;
}

function only(exchange: Exchange, severity: Diagnosis['severity']): readonly Diagnosis[] {
  return exchange.diagnoses.filter(diagnosis => diagnosis.severity === severity);
}

function diagnosisProblem(diagnosis: Diagnosis): RequestProblem {
  const { severity, title, cause, id, link } = translatedDiagnosis(diagnosis);
  const message = [title, cause].map(sentence).join(' ');
  return { severity, message, code: id, link };
}

function problem(severity: RequestProblem['severity'], message: string, code: string): RequestProblem {
  return { severity, message, code, link: undefined };
}

function sentence(text: string): string {
  return /[.!?]"?$/.test(text) ? text : `${text}.`;
}
