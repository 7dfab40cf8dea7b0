import * as vscode from 'vscode';
import type { Environment } from '../../procore/environments.ts';
import { chooseCompany, chooseProject } from '../environments/chooseCompany.ts';
import type { Environments } from '../environments/environments.ts';
import type { MissingChoice } from './needsCompany.ts';
import type { Sender } from './sender.ts';

/**
 * Lets somebody choose what a request needs, once; `true` where something was chosen. Rejects with
 * `CancellationError` where they give up, so that nothing is sent.
 */
export async function chooseMissing(
  parts: { readonly environments: Environments; readonly sender: Sender },
  environment: Environment,
  missing: MissingChoice | undefined,
): Promise<boolean> {
  if (missing === undefined) return false;
  const chosen =
    missing === 'project'
      ? await chooseProject(parts, environment)
      : await chooseCompany(parts, environment, { none: false });
  if (chosen === undefined || chosen === 'none') throw new vscode.CancellationError();
  return true;
}
