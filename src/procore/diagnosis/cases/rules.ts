import { cleanText } from '../../errors/cleanText.ts';
import type { FieldError } from '../../errors/normalizedError.ts';
import { wholeUnits } from '../../errors/readJson.ts';
import { mostRows } from '../../errors/shapes.ts';
import type { DiagnosisAction } from '../actions.ts';
import { type DiagnosisCase, sentences, steps } from '../case.ts';
import type { Evidence } from '../evidence.ts';
import { fieldPlaces } from '../fieldPlaces.ts';
import { fieldRemedy } from '../fieldRemedy.ts';
import { missingFields, namesInBody } from '../missingFields.ts';
import { misspelt } from '../nearFields.ts';
import { offers, openRecord, readRecord, scopeQuery } from '../offers.ts';
import { page } from '../pages.ts';
import { triggerResources } from '../triggerResources.ts';
import { counted, listed, serverSaid } from '../words.ts';

/**
 * "Troubleshooting", 422: a record that an ERP integration has locked [doc]. No text is evidenced; the
 * name ERP, or a lock on the whole record, is what such an answer can hardly do without [inferred].
 */
export const recordLockedByErp: DiagnosisCase = {
  id: 'record-locked-by-erp',
  title: 'The record is locked by an ERP integration',
  link: page.troubleshooting,
  recognise(seen) {
    if (!ruleBroken(seen)) return undefined;
    const locked = texts(seen).some(
      text =>
        /\bERP\b|\baccounting integration\b/i.test(text) ||
        /\b(?:record|item|contract|line item|budget|it|this)\b.{0,40}\bis locked\b|^(?:is )?locked\.?$/i.test(
          text,
        ),
    );
    if (!locked) return undefined;
    return {
      certainty: 'machine',
      cause: sentences(
        'An accounting (ERP) integration owns this record or its origin_id, and Procore lets no other client change it.',
        serverSaid(seen.error),
      ),
      actions: offers(readRecord(seen), openRecord(seen)),
      fields: fieldPlaces(seen),
      remedies: [
        'Make the change in the ERP system and let the integration bring it over.',
        'Or have an accountant reset the record in the ERP Integrations tool, then change it.',
        'Leave fields that come from the ERP system out of the body.',
      ],
    };
  },
};

/** "Using sync actions": origin_id is unique in the company, across its projects [doc]. */
export const originIdTaken: DiagnosisCase = {
  id: 'origin-id-taken',
  title: 'The origin_id is already in use',
  link: page.syncActions,
  recognise(seen) {
    if (!ruleBroken(seen)) return undefined;
    const taken = /\btaken\b|\bunique\b|\balready\b|\bexists\b|\bduplicate|\bin use\b/i;
    const found =
      seen.error.fields.some(({ field, message }) => isField(field, /^origin_id$/) && taken.test(message)) ||
      texts(seen).some(text => /\borigin[_ ]id\b/i.test(text) && taken.test(text));
    if (!found) return undefined;
    return {
      certainty: 'machine',
      cause: sentences(
        'Another record of the company has this origin_id; it is unique across all projects of a company.',
        serverSaid(seen.error),
      ),
      actions: offers(readByOriginId(seen)),
      fields: fieldPlaces(seen),
      remedies: [
        'Find the record with this origin_id (filters[origin_id] where the list has it) and update that one.',
        'Or give the new record another origin_id.',
        'With a sync action a known origin_id updates its record instead of failing.',
      ],
    };
  },
};

/** `{"errors":{"id":["Entity with this ID not found"]}}` [doc]; a cost code or location of another project [doc]. */
export const referenceMissing: DiagnosisCase = {
  id: 'reference-missing',
  title: 'The body refers to a record that does not exist here',
  link: page.troubleshooting,
  recognise(seen) {
    if (!ruleBroken(seen)) return undefined;
    const gone =
      /\bnot found\b|\bmust exist\b|\b(?:does not|doesn['’]t|do not) (?:exist|belong)|\bcould(?:n['’]t| not) (?:be found|find)|\bunknown\b|\bno such\b/i;
    const reference = /(?:^|_)ids?$|^(?:cost_code|location|vendor|assignee|wbs_code|project|company)s?$/;
    const fields = seen.error.fields.filter(
      ({ field, message }) =>
        gone.test(message) ||
        (isField(field, reference) && /^(?:is )?(?:invalid|not valid)\.?$/i.test(message)),
    );
    const whole = seen.error.messages.some(text => /^Entity with this ID not found\.?$/i.test(text));
    if (fields.length === 0 && !whole && !texts(seen).some(text => gone.test(text))) return undefined;
    const names = [...new Set(fields.map(({ field }) => field))];
    return {
      certainty: 'machine',
      cause: sentences(
        names.length === 0
          ? 'An id in the body names no record that this project or company has.'
          : `${listed(names)} ${names.length === 1 ? 'names' : 'name'} no record that this project or company has.`,
        serverSaid(seen.error),
      ),
      fields: fieldPlaces(seen, fields.length > 0 ? fields : undefined),
      remedies: steps(
        'Take the id from a list of the same project: cost codes, locations, vendors and templates differ between projects.',
        'Check that the record was not deleted, and that the account may see it.',
        seen.sandbox && 'Ids of production do not exist in a sandbox.',
        'In a sync action leave id out to create a record, or name the record by its origin_id.',
      ),
    };
  },
};

/** "Error code reference", 422: invalid status transitions [doc]; v2 `WORKFLOW_CONFLICT` [doc]. */
export const invalidStatusTransition: DiagnosisCase = {
  id: 'invalid-status-transition',
  title: 'The record cannot change to this status',
  link: page.errors,
  recognise(seen) {
    if (!ruleBroken(seen)) return undefined;
    const fields = seen.error.fields.filter(({ field }) => isField(field, /(?:^|_)(?:status|state)$/));
    const moves =
      /\btransition|\b(?:can ?not|can['’]t|may not|must not|unable to|not allowed to) (?:be )?(?:chang|mov|go|set|reopen|clos|return|revert)|\bfrom ["']?\w+["']? to ["']?\w+/i;
    const found =
      seen.error.codes.includes('WORKFLOW_CONFLICT') ||
      fields.some(({ message }) => moves.test(message)) ||
      texts(seen).some(
        text => /\btransition/i.test(text) || (/\bstat(?:us|e)\b/i.test(text) && moves.test(text)),
      );
    if (!found) return undefined;
    return {
      certainty: 'machine',
      cause: sentences(
        'The present status of the record does not allow the new one.',
        serverSaid(seen.error),
      ),
      actions: offers(readRecord(seen), openRecord(seen)),
      fields: fieldPlaces(seen),
      remedies: [
        'Read the record to see its present status.',
        'Take the steps between in their order; a workflow may have to be finished or restarted first.',
        "See which values the status takes: the API reference, or the list's filter_options/status.",
      ],
    };
  },
};

/** 422 with fields: `{"errors":{"field":["text"]}}`, v2 details, bulk rows [oas] [doc]. */
export const unprocessableField: DiagnosisCase = {
  id: 'unprocessable-field',
  title: 'Procore refuses a value',
  link: page.errors,
  recognise(seen) {
    if (!ruleBroken(seen)) return undefined;
    const { fields } = seen.error;
    const names = [...new Set(fields.map(({ field }) => field))];
    const resources = triggerResources(seen);
    const isPart = names.length >= mostRows || seen.body.length > wholeUnits;
    return {
      certainty: 'general',
      ...(names.length === 1
        ? { title: `Procore refuses ${names[0]}${isPart ? ' and perhaps more' : ''}` }
        : {}),
      ...(names.length > 1
        ? { title: `Procore refuses ${isPart ? 'at least ' : ''}${counted(names.length, 'field')}` }
        : {}),
      cause: sentences(
        'The request is well formed, but a rule of the application refuses it.',
        fields.length === 0 ? serverSaid(seen.error) : fieldSentence(fields),
      ),
      actions: [...missingFields(seen), ...(resources === undefined ? [] : [resources.read])],
      fields: fieldPlaces(seen),
      remedies: steps(
        ...fields.slice(0, 5).map(({ field, message }) => fieldRemedy(field, message, misspelt(seen, field))),
        ...namesInBody(seen),
        resources?.remedy,
        ...uploadOrder(seen),
        seen.url?.searchParams.get('run_configurable_validations') === 'true' &&
          'run_configurable_validations=true applies the required fields of the company: see its configurable field sets.',
        fields.length === 0 && 'Compare the body with the endpoint in the API reference.',
      ),
    };
  },
};

/** "Direct file uploads": create, send to storage, complete with the ETags, attach [doc]. */
function uploadOrder({ path, input, error }: Evidence): readonly string[] {
  return steps(
    input.request.method === 'PATCH' &&
      /\/uploads\/[^/]+$/.test(path) &&
      'Send each segment to its own address first, then complete the upload with the ETags that storage answered, in the order of the segments.',
    error.fields.some(({ field }) => isField(field, /^(?:upload_uuid|upload_id|upload_ids)$/)) &&
      'Send the file and complete the upload before a record names it; only the user who created the upload may use it.',
  );
}

/** "Error code reference", 409: it exists already, or conflicts with the present state [doc]; file locks [oas]. */
export const conflict: DiagnosisCase = {
  id: 'conflict',
  title: 'The request conflicts with what is there',
  link: page.errors,
  recognise(seen) {
    if (!seen.api || ![409, 412, 423, 428].includes(seen.status)) return undefined;
    return {
      certainty: 'general',
      cause: sentences(
        'The record exists already, or was changed or locked by somebody else.',
        serverSaid(seen.error),
      ),
      actions: offers(readRecord(seen), openRecord(seen)),
      fields: fieldPlaces(seen),
      remedies: steps(
        'Read the record as it is now, then decide whether to send the change again.',
        'To create: look for a record of the same name, number or origin_id first.',
        /\/files?\b|\/documents?\b|\/folders?\b/.test(seen.path) &&
          'A file that somebody has checked out can be changed after its check-in.',
      ),
    };
  },
};

function ruleBroken(seen: Evidence): boolean {
  return seen.api && seen.status === 422;
}

/** The list, filtered by the origin_id that was sent, where the catalog knows such a filter. */
function readByOriginId({ requestJson, path, catalog, url }: Evidence): DiagnosisAction | undefined {
  const list = path.replace(/\/(?:\d+|sync)$/, '');
  const filter = catalog
    ?.find('GET', list)
    ?.operation.queryParameters.some(({ name }) => name === 'filters[origin_id]');
  const id = originIdIn(requestJson);
  if (filter !== true || id === undefined) return undefined;
  const query = scopeQuery(url);
  query.set('filters[origin_id]', id);
  return { kind: 'read', what: 'list', path: `${cleanText(list, 300)}?${query}` };
}

function originIdIn(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  for (const [name, value] of Object.entries(body)) {
    if (name === 'origin_id' && (typeof value === 'string' || typeof value === 'number'))
      return cleanText(String(value), 200);
  }
  const inner = Object.values(body).filter(value => typeof value === 'object' && value !== null);
  return inner.length === 1 && !Array.isArray(inner[0]) ? originIdIn(inner[0]) : undefined;
}

function texts({ error }: Evidence): readonly string[] {
  return [...error.messages, ...error.fields.map(({ message }) => message)];
}

/** The last name of a path such as `body.hook.namespace` or `/rfi/due_date`. */
function isField(field: string, name: RegExp): boolean {
  return name.test(field.split(/[./[\]]+/).findLast(part => part !== '' && !/^\d+$/.test(part)) ?? '');
}

function fieldSentence(fields: readonly FieldError[]): string {
  const told = fields
    .slice(0, 4)
    .map(({ field, message }) => (message === '' ? field : `${field}: ${message}`));
  const rest = fields.length - told.length;
  return `The answer says: ${told.map(text => `"${text}"`).join(', ')}${rest > 0 ? `, and ${rest} more` : ''}.`;
}
