import type { BodyProperty, Operation, Parameter } from '../../procore/catalog/catalog.ts';
import { type Refusal, refuse, refuseFields } from '../refusal.ts';
import { typeProblem } from './bodyTypes.ts';
import type { ApiCall } from './call.ts';

type Fields = Readonly<Record<string, unknown>>;

interface Check {
  readonly path: readonly Parameter[];
  readonly requiredQuery: readonly Parameter[];
  readonly typedQuery: readonly Parameter[];
  /** The document requires company and project, or names only one, but the API wants one of them. */
  readonly eitherScope: boolean;
}

const scopes = ['company_id', 'project_id'];

/** What is worth checking of an operation, worked out once. */
const checks = new WeakMap<Operation, Check>();

function checkOf(operation: Operation): Check {
  const known = checks.get(operation);
  if (known !== undefined) return known;
  const isId = ({ type }: Parameter) => type === 'integer';
  const requiredQuery = operation.queryParameters.filter(({ required }) => required);
  const check: Check = {
    path: operation.pathParameters.filter(isId),
    requiredQuery,
    eitherScope:
      operation.path.startsWith('/rest/v1.0/webhooks/resources') ||
      scopes.every(scope => requiredQuery.some(({ name }) => name === scope)),
    typedQuery: operation.queryParameters.filter(
      ({ name, type, values }) =>
        !name.includes('[') && (type === 'integer' || type === 'boolean' || values !== undefined),
    ),
  };
  checks.set(operation, check);
  return check;
}

/**
 * Path and query: required ones are there, ids and flags have their type, choices are among the declared
 * ones. A name may sit in path, query or body, which Rails merges. Filters are never checked: unknown ones
 * are ignored [live]. Source: Procore's OpenAPI document [oas]; "Troubleshooting", 400, and "Webhooks API",
 * which takes a company or a project [doc]; wording [assumed].
 */
export function checkParameters(call: ApiCall): Refusal | undefined {
  const check = checkOf(call.match.operation);
  for (const { name } of check.path) {
    const value = call.match.parameters[name];
    if (value !== undefined && !/^\d+$/.test(value)) return wrongParameter(name, 'must be an integer');
  }
  const body = fieldsOf(call.body);
  const isGiven = (name: string) => queryHas(call.query, name) || isPresent(body[name]);
  const namesScope = check.eitherScope && scopes.some(isGiven);
  for (const { name } of check.requiredQuery) {
    if (!isGiven(name) && !(namesScope && scopes.includes(name))) return missingParameter(name);
  }
  for (const parameter of check.typedQuery) {
    const value = call.query.get(parameter.name);
    const problem = value === null || value === '' ? undefined : queryProblem(parameter, value);
    if (problem !== undefined) return wrongParameter(parameter.name, problem);
  }
  return undefined;
}

function queryHas(query: URLSearchParams, name: string): boolean {
  return (query.get(name) ?? query.get(`${name}[]`) ?? '') !== '';
}

function queryProblem({ type, values }: Parameter, value: string): string | undefined {
  if (values?.length) {
    const known = values.map(String);
    return value.split(',').every(one => known.includes(one))
      ? undefined
      : `must be one of ${known.join(', ')}`;
  }
  if (type === 'integer') return /^-?\d+$/.test(value) ? undefined : 'must be an integer';
  return /^(?:true|false|1|0)$/i.test(value) ? undefined : 'must be true or false';
}

/** The body: required fields are there, and every field has its type, see `typeProblem`. Same sources. */
export function checkBody(call: ApiCall): Refusal | undefined {
  const { body } = call;
  const { operation } = call.match;
  const declared = operation.body;
  if (declared === undefined || call.method === 'GET') return undefined;
  if (body === undefined && !declared.required && !declared.properties.some(({ required }) => required)) {
    return undefined;
  }
  if (body !== undefined && (typeof body !== 'object' || body === null)) {
    return refuseFields(400, { base: ['the body must be a JSON object'] });
  }
  if (Array.isArray(body)) return undefined;
  const elsewhere = (name: string) => call.match.parameters[name] !== undefined || queryHas(call.query, name);
  const problems: Record<string, string[]> = {};
  collect(checkedProperties(operation), fieldsOf(body), '', elsewhere, problems);
  if (operation.method === 'POST' && operation.path === rfiPath) correctRfi(fieldsOf(body), problems);
  if (operation.path.endsWith('/uploads')) correctUpload(fieldsOf(body), problems);
  if (Object.keys(problems).length > 0) return refuseFields(400, problems);
  if (body === undefined && declared.required) return refuseFields(400, { base: ['a body is required'] });
  return undefined;
}

/**
 * A sync action answers for each entry by itself, and to complete an upload its ETags are enough, whatever
 * the document requires. Source: Procore documentation, "Using sync actions", "Direct file uploads" [doc].
 */
function checkedProperties({ path, body }: Operation): readonly BodyProperty[] {
  const properties = body?.properties ?? [];
  const itselfOnly = path.endsWith('/sync') || path.endsWith('/uploads/{uuid}');
  return itselfOnly ? properties.map(({ properties: _, ...itself }) => itself) : properties;
}

function collect(
  properties: readonly BodyProperty[],
  fields: Fields,
  prefix: string,
  elsewhere: (name: string) => boolean,
  problems: Record<string, string[]>,
): void {
  for (const property of properties) {
    const name = prefix + property.name;
    const value = fields[property.name];
    if (!isPresent(value)) {
      if (property.required && !elsewhere(property.name)) problems[name] = ['required'];
      continue;
    }
    const problem = typeProblem(property, value);
    if (problem !== undefined) {
      problems[name] = [problem];
      continue;
    }
    if (property.properties === undefined || property.properties.length === 0) continue;
    if (typeof value !== 'object') {
      problems[name] = ['must be an object'];
      continue;
    }
    const isList = property.type.endsWith('[]') || property.type === 'array';
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    // v1 wraps the record in its singular name, which its messages leave out.
    const inner = isList || prefix !== '' ? `${name}.` : '';
    for (const item of items) collect(property.properties, fieldsOf(item), inner, () => false, problems);
  }
}

const rfiPath = '/rest/v1.0/projects/{project_id}/rfis';

/**
 * A new RFI needs somebody to answer it, but not, as the OpenAPI document has it, a manager or a question: a
 * missing assignee is refused like this [live].
 */
function correctRfi(body: Fields, problems: Record<string, string[]>): void {
  for (const name of ['rfi_manager_id', 'question'])
    if (problems[name]?.includes('required')) delete problems[name];
  const rfi = fieldsOf(body['rfi']);
  const somebody = ['assignee_ids', 'assignee_id', 'rfi_manager_id'].some(name => isPresent(rfi[name]));
  if (body['rfi'] !== undefined && !somebody && problems['rfi'] === undefined)
    problems['assignees'] = ['required'];
}

/** The guide creates a segmented upload without a name ("Direct file uploads" [doc]), the document wants one. */
function correctUpload({ segments }: Fields, problems: Record<string, string[]>): void {
  if (Array.isArray(segments)) delete problems['response_filename'];
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function missingParameter(name: string): Refusal {
  const message = `param is missing or the value is empty: ${name}`;
  return refuse(400, { errors: message }, [{ message, source: name }], message);
}

/** The schema most v1 operations declare for their 4xx [oas]. */
function wrongParameter(name: string, problem: string): Refusal {
  const message = `${name} ${problem}`;
  const v1 = { code: 400, message, fields: name, reason: 'invalid parameter' };
  return refuse(400, v1, [{ message, source: name }], message);
}
