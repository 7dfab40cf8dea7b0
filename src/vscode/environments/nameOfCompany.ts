import * as vscode from 'vscode';
import type { Environment } from '../../procore/environments.ts';
import { createLateProgress } from '../requests/lateProgress.ts';
import type { Sender } from '../requests/sender.ts';
import { companyPages } from './listPages.ts';

/**
 * The name of a company out of the account's own, looked for with a notification that can be cancelled. `undefined`: it
 * was not found, nobody is signed in, or the person did not want to wait.
 */
export async function nameOfCompany(
  sender: Pick<Sender, 'run'>,
  environment: Environment,
  id: string,
  open = createLateProgress,
): Promise<string | undefined> {
  const reading = new AbortController();
  const progress = open(vscode.l10n.t('Looking for the name of company {0}', id), () => reading.abort());
  progress.report('');
  try {
    for await (const page of companyPages(sender, environment, reading.signal, { id, name: id })) {
      const found = page.find(company => company.id === id);
      if (found !== undefined) return found.name;
    }
  } catch {
    // The next request says what is wrong with the id.
  } finally {
    progress.end();
  }
  return undefined;
}
