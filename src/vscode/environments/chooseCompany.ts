import * as vscode from 'vscode';
import { parseHttpFile } from '../../httpFile/parser.ts';
import type { Environment } from '../../procore/environments.ts';
import type { Exchange } from '../../runner/exchange.ts';
import { commandId } from '../commandIds.ts';
import { registerCommand } from '../report.ts';
import type { Sender } from '../requests/sender.ts';
import { requireTrust } from '../trust.ts';
import { readCompanies } from './companies.ts';
import type { Company, Environments } from './environments.ts';

interface CompanyItem extends vscode.QuickPickItem {
  readonly company: Company | undefined;
}

/** Lets the user choose among the companies of the account, kept for this workspace and environment. */
export function registerChooseCompany(parts: {
  readonly environments: Environments;
  readonly sender: Sender;
  readonly log: vscode.LogOutputChannel;
}): vscode.Disposable {
  const { environments, sender, log } = parts;
  return registerCommand(log, commandId.chooseCompany, async () => {
    if (!(await requireTrust())) return;
    const environment = environments.active();
    const exchange = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t('Reading the companies of {0}', environment.title),
        cancellable: true,
      },
      (_progress, cancellation) => readCompaniesOf(sender, environment, cancellation),
    );
    const companies = companiesOf(exchange);
    const chosen = environments.company(environment.name);
    const items: CompanyItem[] = [
      ...companies.map(company => ({
        label: `$(${company.id === chosen?.id ? 'check' : 'blank'}) ${company.name.replaceAll('$(', '$ (')}`,
        description: company.id,
        company,
      })),
      { label: vscode.l10n.t('$(circle-slash) No Company'), company: undefined, alwaysShow: true },
    ];
    const picked = await vscode.window.showQuickPick(items, {
      title: vscode.l10n.t('Company in {0}', environment.title),
      placeHolder: vscode.l10n.t('Sent as Procore-Company-Id where a request names no company'),
      matchOnDescription: true,
    });
    if (picked !== undefined) await environments.chooseCompany(environment.name, picked.company);
  });
}

async function readCompaniesOf(
  sender: Sender,
  environment: Environment,
  cancellation: vscode.CancellationToken,
): Promise<Exchange> {
  const file = parseHttpFile('GET /rest/v1.0/companies\n');
  const [request] = file.requests;
  if (request === undefined) throw new Error('The request for companies could not be read.');
  const controller = new AbortController();
  const listening = cancellation.onCancellationRequested(() => controller.abort());
  try {
    return await sender.run({
      file,
      request,
      document: undefined,
      environment,
      allPages: true,
      signal: controller.signal,
    });
  } finally {
    listening.dispose();
  }
}

function companiesOf(exchange: Exchange): readonly Company[] {
  if (exchange.error?.code === 'cancelled') throw new vscode.CancellationError();
  const companies = readCompanies(exchange.response?.body ?? '');
  if (exchange.response?.status === 200 && companies !== undefined) return companies;
  const [first] = exchange.diagnoses;
  const why = first?.title ?? exchange.error?.message ?? `status ${exchange.response?.status ?? '-'}`;
  const next = first?.remedies[0] ?? '';
  throw new Error(vscode.l10n.t('The companies could not be read: {0} {1}', why, next).trim());
}
