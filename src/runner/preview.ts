import { namesUsedBy } from '../httpFile/dependencies.ts';
import type { NeededInput } from '../httpFile/inputs.ts';
import { flagValue, type RequestNode } from '../httpFile/syntax.ts';
import type { FoundValue, MissingValue } from '../httpFile/values.ts';
import { resolveName, secretsUsed } from '../httpFile/variables.ts';
import type { Environment } from '../procore/environments.ts';
import { unsent } from './assemble.ts';
import { neededFor, type Surroundings } from './beforeSending.ts';
import type { Exchange } from './exchange.ts';
import { isNotSendable, type NotSendable } from './notSendable.ts';
import { type CompanyChoice, type PreparedRequest, prepare } from './prepare.ts';
import { mask, redactText } from './redact.ts';
import { fillIn } from './resolve.ts';
import type { RunJob } from './runner.ts';

/** A request as it would go out now, with every secret masked. */
export interface Preview {
  /** Names without a value stand in it as they are written. `undefined`: it cannot be made at all. */
  readonly request: (Exchange['request'] & { readonly body: string | undefined }) | undefined;
  /** The same with nothing masked, for who asks for exactly that; behind a call, so that no printing shows it. */
  readonly reveal?: () => PreparedRequest;
  /** Why it would not be sent; `undefined`: it would. */
  readonly problem: NotSendable | undefined;
  /** The environment whose host it names; `undefined`: none of Procore's, or not known. */
  readonly destination: Environment | undefined;
  /** The environment's own token is added. */
  readonly withToken: boolean;
  readonly company: CompanyChoice | undefined;
  /** A person is asked before it is sent, and why. */
  readonly confirmation: 'production-write' | 'note' | undefined;
  /** Requests that are sent first, in order. */
  readonly first: readonly RequestNode[];
  /** What a person is asked first. */
  readonly inputs: readonly NeededInput[];
  /** Every name that it uses, in the order of reading. */
  readonly values: readonly PreviewValue[];
}

/** A name that a request uses, with its value as it may be shown, or why it has none. */
export type PreviewValue =
  | { readonly name: string; readonly found: FoundValue; readonly shown: string }
  | { readonly name: string; readonly missing: MissingValue };

/** What would be sent, asked and run first, by the same rules as when it is sent. Sends and asks nothing. */
export async function previewRequest(job: RunJob, around: Surroundings): Promise<Preview> {
  const needs = await neededFor(job, around);
  if ('code' in needs) return cannotBeMade(needs);
  const { first, inputs, answered, elsewhere } = needs;
  const values = around.valuesFor({ ...job, values: { ...job.values, inputs: answered } });
  const scope = { file: job.file, request: job.request, values };
  const used = [...namesUsedBy(job.file, job.request, elsewhere)].map((name): PreviewValue => {
    const value = resolveName(name, scope);
    return value.found ? { name, found: value, shown: shownOf(value) } : { name, missing: value };
  });
  const about = { first, inputs, values: used };
  const filled = await fillIn(scope, path => around.parts.readBodyFile(path, job));
  if (isNotSendable(filled)) return { ...cannotBeMade(filled), ...about };
  const host = job.values.overrides['$procore.companyId'] ?? job.values.host['$procore.companyId'];
  const { environment, environments } = job;
  const prepared = prepare(filled.resolved, { environment, environments, companyId: host });
  const unknown = job.sendUnknown ? undefined : filled.missing.find(missing => !isKnownLater(missing));
  if (isNotSendable(prepared)) return { ...cannotBeMade(unknown ?? prepared), ...about };
  const secrets = secretsUsed(scope).filter(secret => secret.length >= 6);
  return {
    request: shownRequest(job, prepared, secrets),
    reveal: () => prepared,
    problem: unknown,
    destination: prepared.destination,
    withToken: prepared.wantsToken,
    company: prepared.company,
    confirmation: confirmationOf(job, prepared),
    ...about,
  };
}

/** Known only once a person has answered, another request was sent, or Procore has said who is signed in. */
export function isKnownLater({ code, name }: MissingValue): boolean {
  return code === 'input-needed' || code === 'request-not-answered' || name.startsWith('$procore.me.');
}

function cannotBeMade(problem: NotSendable): Preview {
  return {
    request: undefined,
    problem: { code: problem.code, message: problem.message },
    destination: undefined,
    withToken: false,
    company: undefined,
    confirmation: undefined,
    first: [],
    inputs: [],
    values: [],
  };
}

function shownOf({ value, secrets }: FoundValue): string {
  if (secrets.includes(value)) return mask;
  return secrets.reduce((text, secret) => (secret === '' ? text : text.replaceAll(secret, mask)), value);
}

/** Masked in the same way as when it is shown after it was sent. */
function shownRequest(
  job: RunJob,
  prepared: PreparedRequest,
  secrets: readonly string[],
): NonNullable<Preview['request']> {
  const { request } = unsent(job, { code: '', message: '' }, { prepared, secrets });
  const { body } = prepared;
  if (body === undefined || typeof body === 'string')
    return { ...request, body: body && redactText(body, secrets, prepared.url.href) };
  return { ...request, body: undefined };
}

function confirmationOf(job: RunJob, prepared: PreparedRequest): Preview['confirmation'] {
  if (prepared.production !== undefined) return 'production-write';
  return flagValue(job.request, 'note') === undefined ? undefined : 'note';
}
