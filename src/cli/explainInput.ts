import type { DiagnosisContext, DiagnosisInput } from '../procore/diagnosis/diagnosis.ts';
import type { HeaderMap } from '../procore/headers.ts';

type Json = Readonly<Record<string, unknown>>;
type Wrong = (problem: string) => undefined;

/**
 * What `explain` reads: an exchange, or an object of the same form with a context. Fields that are not known
 * are passed over; one of a wrong type gives a problem that names it.
 */
export function readExplainInput(value: unknown): DiagnosisInput | { readonly problem: string } {
  const problems: string[] = [];
  const wrong: Wrong = problem => {
    problems.push(problem);
  };
  if (!isObject(value)) return { problem: `the input must be one object, not ${nameOf(value)}.` };
  const request = objectAt(value['request'], 'request', wrong) ?? {};
  const error = errorAt(value['error'], wrong);
  const given = value['response'];
  if (given === undefined && error === undefined) {
    wrong('response is missing; it is null where nothing came back.');
  }
  const response = given === null || given === undefined ? null : objectAt(given, 'response', wrong);
  const body = textAt(request['body'], 'request.body', wrong);
  const answerBody = response && textAt(response['body'], 'response.body', wrong);
  const { bodyBytes } = request;
  const input: DiagnosisInput = {
    request: {
      method: textAt(request['method'], 'request.method', wrong, 'required') ?? '',
      url: textAt(request['url'], 'request.url', wrong, 'required') ?? '',
      headers: headersAt(request['headers'], 'request.headers', wrong),
      ...(body === undefined ? {} : { body }),
      ...(typeof bodyBytes === 'number' ? { bodyBytes } : {}),
    },
    response: response
      ? {
          status: statusAt(response['status'], wrong),
          headers: headersAt(response['headers'], 'response.headers', wrong),
          ...(typeof answerBody === 'string' ? { body: answerBody } : {}),
        }
      : null,
    ...(error === undefined ? {} : { error }),
    ...ofExchange(value),
    context: contextAt(value['context'], wrong),
  };
  const [problem] = problems;
  return problem === undefined ? input : { problem };
}

/** What only an exchange has: taken where it is sound, as it is not asked for. */
function ofExchange(value: Json): Pick<DiagnosisInput, 'environment' | 'rateLimit' | 'pagination'> {
  const { environment, rateLimit, pagination } = value;
  const number = (from: Json, name: string) => (typeof from[name] === 'number' ? from[name] : null);
  const window = isObject(rateLimit) ? oneOf(rateLimit['window'], ['spike', 'hourly', 'unknown']) : undefined;
  const resetAt = isObject(rateLimit) && typeof rateLimit['resetAt'] === 'string' ? rateLimit['resetAt'] : '';
  return {
    ...(typeof environment === 'string' ? { environment } : {}),
    ...(window === undefined ? {} : { rateLimit: { window, resetAt } }),
    ...(isObject(pagination) && typeof pagination['hasNext'] === 'boolean'
      ? {
          pagination: {
            page: number(pagination, 'page'),
            total: number(pagination, 'total'),
            hasNext: pagination['hasNext'],
            rowsRead: number(pagination, 'rowsRead') ?? 0,
          },
        }
      : {}),
  };
}

function errorAt(value: unknown, wrong: Wrong): DiagnosisInput['error'] | undefined {
  if (value === undefined || value === null) return undefined;
  const error = objectAt(value, 'error', wrong) ?? {};
  return {
    code: textAt(error['code'], 'error.code', wrong, 'required') ?? '',
    message: textAt(error['message'], 'error.message', wrong) ?? '',
  };
}

function contextAt(value: unknown, wrong: Wrong): DiagnosisContext {
  if (value === undefined || value === null) return {};
  const context = objectAt(value, 'context', wrong) ?? {};
  const read = {
    environment: textAt(context['environment'], 'context.environment', wrong),
    tokenEnvironment: textAt(context['tokenEnvironment'], 'context.tokenEnvironment', wrong),
    tokenExpiresAt: timeAt(context['tokenExpiresAt'], 'context.tokenExpiresAt', wrong),
    now: timeAt(context['now'], 'context.now', wrong),
    grant: choiceAt(context['grant'], 'context.grant', ['authorization_code', 'client_credentials'], wrong),
    refresh: choiceAt(
      context['refresh'],
      'context.refresh',
      ['replayed', 'revoked', 'unknown-outcome'],
      wrong,
    ),
    tools: listAt(context['tools'], 'context.tools', wrong)?.map((tool, index) =>
      toolAt(tool, `context.tools[${index}]`, wrong),
    ),
    projects: listAt(context['projects'], 'context.projects', wrong)?.map((project, index) =>
      projectAt(project, `context.projects[${index}]`, wrong),
    ),
  };
  return {
    ...(read.environment === undefined ? {} : { environment: read.environment }),
    ...(read.tokenEnvironment === undefined ? {} : { tokenEnvironment: read.tokenEnvironment }),
    ...(read.tokenExpiresAt === undefined ? {} : { tokenExpiresAt: read.tokenExpiresAt }),
    ...(read.now === undefined ? {} : { now: read.now }),
    ...(read.grant === undefined ? {} : { grant: read.grant }),
    ...(read.refresh === undefined ? {} : { refresh: read.refresh }),
    ...(read.tools === undefined ? {} : { tools: read.tools }),
    ...(read.projects === undefined ? {} : { projects: read.projects }),
  };
}

type ToolOfContext = NonNullable<DiagnosisContext['tools']>[number];

function toolAt(value: unknown, at: string, wrong: Wrong): ToolOfContext {
  const tool = objectAt(value, at, wrong) ?? {};
  const { is_active, user_access_level: level } = tool;
  if (typeof is_active !== 'boolean') wrong(mustBe(`${at}.is_active`, 'true or false', is_active));
  // The settings endpoint tells the level as an object with id and name.
  const named = isObject(level) ? level['name'] : level;
  const access = textAt(named, `${at}.user_access_level`, wrong);
  return {
    engine_name: textAt(tool['engine_name'], `${at}.engine_name`, wrong) ?? '',
    title: textAt(tool['title'], `${at}.title`, wrong) ?? '',
    is_active: is_active === true,
    ...(access === undefined ? {} : { user_access_level: access }),
  };
}

function projectAt(value: unknown, at: string, wrong: Wrong): { id: number | string; name: string } {
  const project = objectAt(value, at, wrong) ?? {};
  const { id } = project;
  if (typeof id !== 'number' && typeof id !== 'string') wrong(mustBe(`${at}.id`, 'a number or a text', id));
  return {
    id: typeof id === 'number' || typeof id === 'string' ? id : '',
    name: textAt(project['name'], `${at}.name`, wrong) ?? '',
  };
}

/** Names in lower case; numbers are taken as they are written. */
function headersAt(value: unknown, at: string, wrong: Wrong): HeaderMap {
  if (value === undefined || value === null) return {};
  const headers = new Map<string, string | readonly string[]>();
  for (const [name, given] of Object.entries(objectAt(value, at, wrong) ?? {})) {
    if (given === null) continue;
    const values = (Array.isArray(given) ? given : [given]).map(one =>
      typeof one === 'number' ? String(one) : one,
    );
    if (!values.every(one => typeof one === 'string')) {
      wrong(mustBe(`${at}.${name}`, 'a text or a list of texts', given));
      continue;
    }
    headers.set(name.toLowerCase(), values.length === 1 ? (values[0] ?? '') : values);
  }
  return Object.fromEntries(headers);
}

function statusAt(value: unknown, wrong: Wrong): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 100 && value <= 599) return value;
  wrong(mustBe('response.status', 'a whole number from 100 to 599', value));
  return 0;
}

function textAt(value: unknown, at: string, wrong: Wrong, needed?: 'required'): string | undefined {
  if (typeof value === 'string') return value;
  if (value !== undefined && value !== null) return wrong(mustBe(at, 'a text', value));
  return needed === undefined ? undefined : wrong(`${at} is missing.`);
}

function timeAt(value: unknown, at: string, wrong: Wrong): string | undefined {
  const text = textAt(value, at, wrong);
  if (text === undefined || !Number.isNaN(Date.parse(text))) return text;
  return wrong(`${at} must be a time such as 2026-03-03T10:00:00Z.`);
}

function choiceAt<T extends string>(
  value: unknown,
  at: string,
  choices: readonly T[],
  wrong: Wrong,
): T | undefined {
  const text = textAt(value, at, wrong);
  if (text === undefined) return undefined;
  return oneOf(text, choices) ?? wrong(`${at} must be one of ${choices.join(', ')}.`);
}

function oneOf<T extends string>(value: unknown, choices: readonly T[]): T | undefined {
  return choices.find(choice => choice === value);
}

function objectAt(value: unknown, at: string, wrong: Wrong): Json | undefined {
  if (isObject(value)) return value;
  return wrong(value === undefined ? `${at} is missing.` : mustBe(at, 'an object', value));
}

function listAt(value: unknown, at: string, wrong: Wrong): readonly unknown[] | undefined {
  if (value === undefined || value === null) return undefined;
  return Array.isArray(value) ? value : wrong(mustBe(at, 'a list', value));
}

function mustBe(at: string, what: string, value: unknown): string {
  return value === undefined ? `${at} is missing.` : `${at} must be ${what}, not ${nameOf(value)}.`;
}

function nameOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'a text';
  if (typeof value === 'number') return `the number ${value}`;
  return typeof value === 'boolean' ? String(value) : 'an object';
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
