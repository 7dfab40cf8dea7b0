import { diagnose } from '../procore/diagnosis/diagnose.ts';
import type { Diagnosis, DiagnosisContext, DiagnosisInput } from '../procore/diagnosis/diagnosis.ts';
import type { HeaderMap } from '../procore/headers.ts';
import type { AccessToken } from './accessToken.ts';
import { bodyText } from './bodyText.ts';
import type { PaginationReport } from './exchange.ts';
import { cancelledCode, type Failure } from './failure.ts';
import type { PreparedRequest } from './prepare.ts';
import type { RoundTrip } from './roundTrip.ts';
import type { RunnerParts } from './runner.ts';
import type { Answer } from './send.ts';

/** What a diagnosis is made from; `undefined` where the person stopped the request before an answer. */
export function evidenceOf(of: {
  readonly prepared: PreparedRequest;
  readonly last: RoundTrip;
  /** Of the last attempt. */
  readonly headers: HeaderMap;
  readonly answer: Answer | undefined;
  readonly text: string | undefined;
  readonly error: Failure | null;
  readonly pagination: PaginationReport | undefined;
  readonly now: number;
}): DiagnosisInput | undefined {
  const { prepared, last, answer, text } = of;
  const error = of.error?.code === cancelledCode ? null : of.error;
  if (answer === undefined && error === null) return undefined;
  return {
    request: {
      method: prepared.method,
      url: last.attempt.url.href,
      headers: of.headers,
      ...(typeof prepared.body === 'string' ? { body: prepared.body } : {}),
      ...(prepared.body === undefined ? { bodyBytes: 0 } : {}),
    },
    response:
      answer === undefined
        ? null
        : {
            status: answer.status,
            headers: answer.headers,
            body: text ?? '',
            ...(answer.redirects === undefined ? {} : { redirects: answer.redirects }),
          },
    error,
    ...(of.pagination === undefined ? {} : { pagination: of.pagination }),
    context: contextOf(prepared, last.token, isGood(answer, error) ? undefined : of.now),
  };
}

/** Whether the catalog has something to say of it. */
export function isRefused(evidence: DiagnosisInput | undefined): boolean {
  return (evidence?.response?.status ?? 0) >= 400;
}

/** Of a request to `url` that was not refused, at once. */
export function diagnosesWithoutCatalog(
  evidence: DiagnosisInput | undefined,
  url: URL,
): readonly Diagnosis[] {
  return evidence === undefined ? [] : diagnose(evidence, undefined, url);
}

/** All diagnoses of the evidence, each id once. The catalog is asked only where a request was refused. */
export async function diagnosesOf(
  evidence: readonly (DiagnosisInput | undefined)[],
  { catalog }: Pick<RunnerParts, 'catalog'>,
): Promise<readonly Diagnosis[]> {
  const inputs = evidence.filter(input => input !== undefined);
  if (inputs.length === 0) return [];
  const refused = inputs.some(isRefused);
  // Without its catalog a diagnosis is poorer, not impossible.
  const known = refused ? await catalog().catch(() => undefined) : undefined;
  const found = inputs.flatMap(input => diagnose(input, known));
  if (found.length < 2) return found;
  return found.filter(({ id }, index) => found.findIndex(other => other.id === id) === index);
}

/**
 * What one of several calls was refused with, where the others went through as `whole` says. Sending again is not
 * offered, for it would repeat those, too.
 */
export async function diagnosesOfPart(
  whole: DiagnosisInput | undefined,
  refusal: Answer | undefined,
  parts: Pick<RunnerParts, 'catalog'>,
): Promise<readonly Diagnosis[]> {
  if (whole === undefined || refusal === undefined) return [];
  const { status, headers } = refusal;
  const response = { status, headers, body: bodyText(refusal.body, headers) ?? '' };
  const found = await diagnosesOf([{ ...whole, response }], parts);
  return found.map(diagnosis => ({
    ...diagnosis,
    actions: diagnosis.actions.filter(({ kind }) => kind !== 'waitAndResend'),
  }));
}

/** Times tell something only where a request was refused. */
function isGood(answer: Answer | undefined, error: Failure | null): boolean {
  return answer !== undefined && answer.status < 300 && error === null;
}

function contextOf(
  { destination }: PreparedRequest,
  token: AccessToken | undefined,
  now: number | undefined,
): DiagnosisContext {
  const context: Writable<DiagnosisContext> = {};
  if (now !== undefined) context.now = new Date(now).toISOString();
  if (destination !== undefined) context.environment = destination.name;
  if (token === undefined) return context;
  context.tokenEnvironment = token.environment;
  if (now !== undefined && token.expiresAt !== undefined)
    context.tokenExpiresAt = new Date(token.expiresAt).toISOString();
  if (token.grant !== 'access_token') context.grant = token.grant;
  return context;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };
