import * as vscode from 'vscode';
import type { Resource } from '../../procore/explorer/resources.ts';
import { visibleLine } from '../../runner/visibleText.ts';
import { commandId } from '../commandIds.ts';
import type { Environments } from '../environments/environments.ts';
import { projectsId, type Subject } from './nodeRequests.ts';

interface Row extends vscode.QuickPickItem {
  readonly subject?: Subject;
}

/**
 * Asks what a command of the Projects view is for where no row is selected: a resource of the chosen project or
 * company, or these themselves. `undefined`: the person gave it up.
 */
export async function chooseSubject(
  resources: readonly Resource[],
  environments: Environments,
  title: string,
  wanted: 'resource' | 'record' | 'any',
): Promise<Subject | undefined> {
  if (environments.company(environments.active().name) === undefined)
    await vscode.commands.executeCommand(commandId.chooseProject);
  const environment = environments.active();
  const company = environments.company(environment.name);
  if (company === undefined) return undefined;
  const project = environments.project(environment.name);
  const place = {
    ...{ environment: environment.name, companyId: company.id, projectId: project?.id },
    ...{ recordId: undefined, above: [], toolId: undefined, level: undefined },
  };
  const themselves: Row[] = [
    ...(project === undefined
      ? []
      : [
          {
            label: `$(project) ${plain(project.name)}`,
            description: project.id,
            subject: {
              ...place,
              label: project.name,
              toolTitle: '',
              resourceId: projectsId,
              recordId: project.id,
            },
          },
        ]),
    {
      label: `$(organization) ${plain(company.name)}`,
      description: company.id,
      subject: { ...place, label: company.name, toolTitle: '', projectId: undefined, resourceId: projectsId },
    },
  ];
  const lists = resources
    .filter(({ scope, parent, list }) => {
      const isCustom = list.path.includes('/generic_tools/{');
      return parent === undefined && !isCustom && (scope === 'company' || project !== undefined);
    })
    .map((resource): Row => {
      const toolTitle = resource.tool.split('/')[1] ?? '';
      const { projectId, ...rest } = place;
      return {
        label: resource.title,
        description: `${resource.scope === 'project' ? vscode.l10n.t('project') : vscode.l10n.t('company')} › ${toolTitle}`,
        detail: `${resource.list.method} ${resource.list.path}`,
        subject: {
          ...rest,
          projectId: resource.scope === 'project' ? projectId : undefined,
          ...{ label: resource.title, toolTitle, resourceId: resource.id },
        },
      };
    });
  const rows = wanted === 'record' ? themselves : wanted === 'resource' ? lists : [...themselves, ...lists];
  const picked = await vscode.window.showQuickPick(rows, {
    title,
    placeHolder: vscode.l10n.t('{0} in {1}', project?.name ?? company.name, environment.title),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.subject;
}

/** Names come from a server: `$(name)` in them is no icon. */
function plain(name: string): string {
  return visibleLine(name).replaceAll('$(', '$\u200B(');
}
