import * as vscode from 'vscode';
import type { Environment } from '../../procore/environments.ts';
import type { UploadJob } from '../../runner/uploads/uploadJob.ts';
import { chooseCompany, chooseProject } from '../environments/chooseCompany.ts';
import type { Environments } from '../environments/environments.ts';
import { askRow, type Row } from '../operations/inputs.ts';
import type { Sender } from '../requests/sender.ts';

export type UploadTarget = Pick<UploadJob, 'place' | 'wish'>;
type Choice = UploadTarget | 'other';

/** Where files go: the chosen project, its company, or Document Management. `undefined`: given up. */
export async function askPlace(
  parts: { readonly environments: Environments; readonly sender: Sender },
  environment: Environment,
  what: string,
): Promise<UploadTarget | undefined> {
  const { environments } = parts;
  for (;;) {
    const company =
      environments.company(environment.name) ?? (await chooseCompany(parts, environment, { none: false }));
    if (company === undefined || company === 'none') return undefined;
    const project = environments.project(environment.name);
    const inCompany = { companyId: company.id, projectId: undefined };
    const rows: Row<Choice>[] = [
      {
        label: `$(organization) ${plain(company.name)}`,
        description: vscode.l10n.t('for records of the company'),
        value: { place: inCompany, wish: 'usual' },
      },
      {
        label: `$(list-unordered) ${vscode.l10n.t('Choose a Project...')}`,
        value: 'other',
      },
    ];
    if (project !== undefined) {
      const inProject = { companyId: company.id, projectId: project.id };
      rows.unshift(
        {
          label: `$(project) ${plain(project.name)}`,
          description: vscode.l10n.t('for files, photos, attachments and logs of the project'),
          value: { place: inProject, wish: 'usual' },
        },
        {
          label: `$(files) ${vscode.l10n.t('{0}, Document Management', plain(project.name))}`,
          description: vscode.l10n.t('unified upload, version 2.1 (beta)'),
          value: { place: inProject, wish: 'unified' },
        },
      );
    }
    const said = await askRow({
      title: vscode.l10n.t('Upload {0} to {1}', what, environment.title),
      placeholder: vscode.l10n.t('What the upload is for. How it is sent follows from its size.'),
      step: { step: 1, of: 1, back: false },
      rows,
    });
    if (said === undefined || said === 'back') return undefined;
    if (said.value !== 'other') return said.value;
    await chooseProject(parts, environment);
  }
}

/** Names come from a server: `$(name)` in them is no icon. */
function plain(name: string): string {
  return name.replaceAll('$(', '$\u200B(');
}
