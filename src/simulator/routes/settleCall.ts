import type { SimulatorParts } from '../parts.ts';
import type { RecordsAnswer } from '../records/records.ts';
import { type Refusal, refuseFields, refuseWithText } from '../refusal.ts';
import { checkAccessScope } from '../rules/accessScope.ts';
import type { ApiCall, Scope } from '../rules/call.ts';
import { requireCompanyHeader } from '../rules/companyHeader.ts';
import { cutSync } from '../rules/entryErrors.ts';
import { faultyAnswer } from '../rules/faultyAnswer.ts';
import { checkBody, checkParameters } from '../rules/parameters.ts';
import { checkPermissions } from '../rules/permissions.ts';
import { attachUploads } from '../uploads/attach.ts';
import { answerDocumentUploads, isDocumentUploadCall } from '../uploads/documentUploads.ts';
import { answerUploadCall, isUploadCall } from '../uploads/uploadCalls.ts';
import { isWebhookCall } from '../webhooks/isWebhookCall.ts';

/** What a call comes to. */
export type Settled = { readonly answer: RecordsAnswer & { kind: 'answer' } } | { readonly refusal: Refusal };

/** A call of somebody with a token: what the rules leave of it, answered by uploads or records. */
export function settleCall(call: ApiCall, parts: SimulatorParts): Settled {
  const { faults, records, uploads } = parts;
  const early = requireCompanyHeader(call, faults);
  if (early !== undefined) return { refusal: early };
  const scoped = checkAccessScope(call, records, faults);
  if ('refusal' in scoped) return scoped;
  const refusal =
    checkParameters(call) ??
    checkPermissions(call, scoped.scope, records, faults) ??
    checkBody(call) ??
    faultyAnswer(call, faults) ??
    parts.snapshotLimit(call);
  if (refusal !== undefined) return { refusal };
  if (isUploadCall(call)) {
    const answered = answerUploadCall(call, scoped.scope, uploads, faults, parts.now());
    return 'refusal' in answered ? answered : { answer: { kind: 'answer', page: undefined, ...answered } };
  }
  if (isDocumentUploadCall(call)) {
    const places = { uploads, documents: parts.documentUploads, now: parts.now() };
    const answered = answerDocumentUploads(call, places);
    return 'refusal' in answered ? answered : { answer: { kind: 'answer', page: undefined, ...answered } };
  }
  if (isWebhookCall(call)) {
    const answered = parts.webhooks.answer(call, scoped.scope);
    return 'refusal' in answered ? answered : { answer: { kind: 'answer', ...answered } };
  }
  const attaching = attachUploads(call, uploads, parts.now());
  if ('refusal' in attaching) return attaching;
  const whole = attaching.uploads.length === 0 ? call : { ...call, body: attaching.body };
  const settled = ask(whole, scoped.scope, parts);
  if ('answer' in settled)
    for (const upload of attaching.uploads) uploads.keep({ ...upload, attached: true });
  return settled;
}

function ask(
  call: ApiCall,
  { company, project }: Scope,
  { faults, records, webhooks }: SimulatorParts,
): Settled {
  const companyId = company && call.companyId;
  const { match, query, session } = call;
  const cut = cutSync(call, faults);
  const { body } = cut ?? call;
  const whole = records.answer({ match, query, body, userId: session.userId, companyId });
  webhooks.notice(records.takeWrites(), session.userId, project);
  const answered = cut?.rejoin(whole) ?? whole;
  if (answered.kind === 'answer') return { answer: answered };
  const { status, errors } = answered;
  return {
    refusal: typeof errors === 'string' ? refuseWithText(status, errors) : refuseFields(status, errors),
  };
}
