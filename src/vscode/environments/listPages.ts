import * as vscode from 'vscode';
import { parseHttpFile } from '../../httpFile/parser.ts';
import type { Environment } from '../../procore/environments.ts';
import type { Exchange } from '../../runner/exchange.ts';
import { translatedDiagnosis } from '../l10n.ts';
import type { Sender } from '../requests/sender.ts';
import { type ListedProject, readCompanies, readProjects } from './companies.ts';
import type { Company } from './environments.ts';

/** Nobody is signed in any more, so that a list has to be asked for again. */
export class SignedOutError extends Error {
  readonly code = 'signed-out';
}

/** Rows in a page: one page for most accounts, and the first one quickly for the others. */
const pageSize = 200;

/**
 * The companies of the account, page by page as they come. `as`: named in the header, or that none is; else the one in
 * use.
 */
export function companyPages(
  sender: Pick<Sender, 'run'>,
  environment: Environment,
  signal: AbortSignal,
  as?: Company | 'none',
): AsyncGenerator<readonly Company[]> {
  const failed = (why: string) => vscode.l10n.t('The companies could not be read: {0}', why);
  return pages(sender, environment, '/rest/v1.0/companies?', {
    ...{ read: readCompanies, failed, signal },
    ...(as && { company: as }),
  });
}

/** The projects of a company that the account sees, page by page. `name`: only those whose name has it. */
export function projectPages(
  sender: Pick<Sender, 'run'>,
  environment: Environment,
  companyId: string,
  signal: AbortSignal,
  name?: string,
): AsyncGenerator<readonly ListedProject[]> {
  const failed = (why: string) => vscode.l10n.t('The projects could not be read: {0}', why);
  const wanted = name === undefined ? '' : `filters[name]=${encodeURIComponent(name)}&`;
  const target = `/rest/v1.1/projects?company_id=${encodeURIComponent(companyId)}&${wanted}`;
  return pages(sender, environment, target, { read: readProjects, failed, signal });
}

async function* pages<T>(
  sender: Pick<Sender, 'run'>,
  environment: Environment,
  target: string,
  how: {
    readonly read: (body: string) => readonly T[] | undefined;
    readonly failed: (why: string) => string;
    readonly signal: AbortSignal;
    readonly company?: Company | 'none';
  },
): AsyncGenerator<readonly T[]> {
  for (let page = 1; ; page += 1) {
    const exchange = await ask(sender, environment, `${target}page=${page}&per_page=${pageSize}`, how);
    if (exchange.error?.code === 'cancelled') throw new vscode.CancellationError();
    const rows = exchange.response?.status === 200 ? how.read(exchange.response.body ?? '') : undefined;
    if (rows === undefined) throw failure(exchange, how.failed(reasonOf(exchange)));
    yield rows;
    if (exchange.pagination?.hasNext !== true) return;
  }
}

function failure({ error, response }: Exchange, message: string): Error {
  const isSignedOut = error?.code === 'not-signed-in' || response?.status === 401;
  return isSignedOut ? new SignedOutError(message) : new Error(message);
}

/** A box of a sign-in would take the place of the list that waits for it: nobody is asked here. */
async function ask(
  sender: Pick<Sender, 'run'>,
  environment: Environment,
  target: string,
  { signal, company }: { readonly signal: AbortSignal; readonly company?: Company | 'none' },
): Promise<Exchange> {
  const file = parseHttpFile(`GET ${target}\n`);
  const [request] = file.requests;
  if (request === undefined) throw new RangeError('A request of our own cannot be read.');
  const named = company === 'none' ? undefined : company;
  const choices = company && { choices: { company: named, project: undefined } };
  const reading = { file, request, document: undefined, environment, allPages: false, signal };
  return sender.run({ ...reading, asks: false, ...choices });
}

function reasonOf({ diagnoses, error, response }: Exchange): string {
  const [first] = diagnoses.map(translatedDiagnosis);
  const why = first?.title ?? error?.message ?? `${response?.status ?? ''} ${response?.statusText ?? ''}`;
  return [sentence(why.trim()), first?.remedies[0] ?? ''].join(' ').trim();
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
