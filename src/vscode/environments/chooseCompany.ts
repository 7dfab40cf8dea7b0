import * as vscode from 'vscode';
import type { Environment } from '../../procore/environments.ts';
import { commandId } from '../commandIds.ts';
import { registerCommand } from '../report.ts';
import type { Sender } from '../requests/sender.ts';
import { requireTrust } from '../trust.ts';
import type { ListedProject } from './companies.ts';
import { companiesBeside, orSaid } from './companyRows.ts';
import type { Company, Environments, Project } from './environments.ts';
import { projectPages } from './listPages.ts';
import { nameOfCompany } from './nameOfCompany.ts';
import { type PickRow, pickRow } from './pickRow.ts';
import { whileSignedIn } from './whileSignedIn.ts';

interface ChooseParts {
  readonly environments: Environments;
  readonly sender: Sender;
}

/** Lets the user choose company and project out of the account's own, for this workspace and environment. */
export function registerChooseCompany(
  parts: ChooseParts & { readonly log: vscode.LogOutputChannel },
): vscode.Disposable {
  const { environments, log } = parts;
  return vscode.Disposable.from(
    registerCommand(log, commandId.chooseCompany, async () => {
      if (!(await requireTrust())) return;
      await chooseCompany(parts, environments.active(), { none: true });
    }),
    registerCommand(log, commandId.chooseProject, async () => {
      if (!(await requireTrust())) return;
      await chooseProject(parts, environments.active());
    }),
  );
}

/** `undefined` where the person gave up the sign-in or the list; then nothing has changed. */
export async function chooseCompany(
  { environments, sender }: ChooseParts,
  environment: Environment,
  { none, step }: { readonly none: boolean; readonly step?: { readonly step: number; readonly of: number } },
): Promise<Company | 'none' | undefined> {
  const chosen = environments.company(environment.name);
  const noCompany: PickRow<Company | 'none'> = {
    label: vscode.l10n.t('No Company'),
    value: 'none',
  };
  const byId: PickRow<'byId'> = {
    label: vscode.l10n.t('Enter Company ID...'),
    value: 'byId',
  };
  const picked = await whileSignedIn(sender, environment, () => {
    const reading = new AbortController();
    return pickRow<Company | 'none' | 'byId'>({
      title: vscode.l10n.t('Company in {0}', environment.title),
      placeholder: vscode.l10n.t('Sent as Procore-Company-Id where a request names no company'),
      current: chosen && { label: chosen.name, description: chosen.id, value: chosen },
      always: [...(none ? [noCompany] : []), byId],
      ...(step === undefined ? {} : { step }),
      pages: rows(companiesBeside(sender, environment, reading.signal, chosen), company =>
        company.id === chosen?.id
          ? undefined
          : { label: company.name, description: company.id, value: company },
      ),
      reading,
    });
  });
  if (picked?.kind !== 'row') return undefined;
  if (picked.value === 'byId') return enterCompany({ environments, sender }, environment);
  await environments.chooseCompany(environment.name, picked.value === 'none' ? undefined : picked.value);
  return picked.value;
}

/**
 * For who is told no companies, as a service account is before it names one. The name is looked for with the id, and
 * the id stands for it where it is not found, or nobody wants to wait. `undefined`: the person gave it up.
 */
export async function enterCompany(
  { environments, sender }: ChooseParts,
  environment: Environment,
): Promise<Company | undefined> {
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('Company in {0}', environment.title),
    prompt: vscode.l10n.t("Its ID, as in the address of Procore's web app"),
    placeHolder: '562949953443325',
    ignoreFocusOut: true,
    validateInput: text =>
      /^\s*\d{1,20}\s*$/.test(text) ? undefined : vscode.l10n.t('An ID is a number, such as 4264807.'),
  });
  if (typed === undefined) return undefined;
  const id = typed.trim();
  const company = { id, name: (await nameOfCompany(sender, environment, id)) ?? id };
  await environments.chooseCompany(environment.name, company);
  return company;
}

/**
 * Asks for the company first where none is chosen; Back leads there, too. `undefined` where the person gave up the
 * sign-in or a list.
 */
export async function chooseProject(
  parts: ChooseParts,
  environment: Environment,
): Promise<Project | 'none' | undefined> {
  const { environments, sender } = parts;
  for (let asked = false; ; asked = true) {
    const known = asked ? undefined : environments.company(environment.name);
    const company =
      known ?? (await chooseCompany(parts, environment, { none: false, step: { step: 1, of: 2 } }));
    if (company === undefined || company === 'none') return undefined;
    const chosen = environments.project(environment.name);
    const none: PickRow<Project | 'none'> = {
      label: vscode.l10n.t('No Project'),
      value: 'none',
    };
    const rowOf = ({ id, name, detail }: ListedProject): PickRow<Project> | undefined =>
      id === chosen?.id
        ? undefined
        : { label: name, description: id, detail, value: { id, name, companyId: company.id } };
    const picked = await whileSignedIn(sender, environment, () => {
      const reading = new AbortController();
      return pickRow<Project | 'none'>({
        title: vscode.l10n.t('Project of {0} in {1}', company.name, environment.title),
        placeholder: vscode.l10n.t('Stands for {{$procore.projectId}} in requests'),
        step: { step: 2, of: 2 },
        current: chosen && { label: chosen.name, description: chosen.id, value: chosen },
        always: [none],
        pages: rows(projectPages(sender, environment, company.id, reading.signal), rowOf),
        search: (text, signal) => rows(projectPages(sender, environment, company.id, signal, text), rowOf),
        reading,
        back: true,
      });
    });
    if (picked === undefined) return undefined;
    if (picked.kind === 'back') continue;
    await environments.chooseProject(environment.name, picked.value === 'none' ? undefined : picked.value);
    return picked.value;
  }
}

async function* rows<T, U>(
  pages: AsyncIterable<readonly T[]>,
  rowOf: (one: T) => PickRow<U> | undefined,
): AsyncGenerator<readonly PickRow<U>[]> {
  for await (const page of orSaid(pages)) yield page.map(rowOf).filter(row => row !== undefined);
}
