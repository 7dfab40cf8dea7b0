import { definitionFor } from '../httpFile/definitions.ts';
import { namesUsedBy } from '../httpFile/dependencies.ts';
import { parseJson, valueText } from '../httpFile/json.ts';
import { parseHttpFile } from '../httpFile/parser.ts';
import type { RequestNode } from '../httpFile/syntax.ts';
import type { Exchange } from './exchange.ts';
import type { NotSendable } from './notSendable.ts';
import type { RunJob } from './runner.ts';

type MeValues = { readonly values: Readonly<Record<string, string>> };
type NotKnown = { readonly problem: NotSendable; readonly diagnoses: Exchange['diagnoses'] };

/** What Procore said of who is signed in, by account and environment, until the runner is closed. */
export type MeMemory = Map<string, Promise<MeValues | NotKnown>>;

const prefix = '$procore.me.';

/**
 * The host's values with `$procore.me.id`, `.login` and whatever else `GET /rest/v1.0/me` answers ("Me" in
 * Procore's REST reference [doc]; `name` comes only where the company is known). It is asked of the server
 * once for each account, environment and company, and only where one of `requests` refers to it.
 */
export async function hostWithMe(
  job: RunJob,
  requests: readonly RequestNode[],
  memory: MeMemory,
  ask: {
    /** Who is signed in, as far as it is known. */
    readonly account: () => Promise<string>;
    readonly send: (job: RunJob) => Promise<Exchange>;
    /** The company that the request is for, which a service account must name; `undefined`: none is known. */
    readonly companyId: () => string | undefined;
  },
): Promise<MeValues | NotKnown> {
  const { host } = job.values;
  if (!requests.some(request => refersToMe(job, request))) return { values: host };
  const companyId = ask.companyId();
  const key = JSON.stringify([job.environment.name, await ask.account(), companyId]);
  const known = memory.get(key) ?? askMe(job, companyId, ask.send);
  memory.set(key, known);
  const me = await known;
  if ('values' in me) return { values: { ...me.values, ...host } };
  memory.delete(key);
  return me;
}

function refersToMe(
  { file, values: { layers = [], overrides, host } }: RunJob,
  request: RequestNode,
): boolean {
  for (const name of namesUsedBy(file, request, { layers, overrides })) {
    if (!name.startsWith(prefix) || Object.hasOwn(overrides, name) || Object.hasOwn(host, name)) continue;
    if (definitionFor(file, request, name) === undefined) return true;
  }
  return false;
}

async function askMe(
  { environment, environments, timeoutMs }: RunJob,
  companyId: string | undefined,
  send: (job: RunJob) => Promise<Exchange>,
): Promise<MeValues | NotKnown> {
  const file = parseHttpFile('GET /rest/v1.0/me\n');
  const [request] = file.requests;
  if (request === undefined) return { values: {} };
  const exchange = await send({
    file,
    fileName: null,
    request,
    environment,
    environments,
    values: {
      overrides: {},
      host: companyId === undefined ? {} : { '$procore.companyId': companyId },
      processEnv: {},
    },
    allPages: false,
    timeoutMs,
  });
  const { response, error, diagnoses } = exchange;
  const me = response?.status === 200 ? readObject(response.body ?? '') : undefined;
  if (me !== undefined) {
    const named = Object.entries(me).filter(([, value]) => value !== null);
    return { values: Object.fromEntries(named.map(([name, value]) => [prefix + name, valueText(value)])) };
  }
  const said = error?.message ?? `the answer was ${response?.status} ${response?.statusText}.`;
  return {
    problem: {
      code: error?.code ?? 'me-not-known',
      message: `{{${prefix}*}} is asked of Procore (GET /rest/v1.0/me), and that failed: ${said}`,
    },
    diagnoses,
  };
}

function readObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value = parseJson(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
