import * as vscode from 'vscode';
import { snippetText } from '../../httpFile/features/completion/item.ts';
import { permissionHint } from '../../httpFile/features/hover/permission.ts';
import { type Resource, resourcesOf, type Verb } from '../../procore/explorer/resources.ts';
import { resourcesOfTool } from '../../procore/explorer/tools.ts';
import type { Exchange } from '../../runner/exchange.ts';
import { visibleLine } from '../../runner/visibleText.ts';
import type { Catalogs } from '../catalog/catalogs.ts';
import { commandId } from '../commandIds.ts';
import type { Environments } from '../environments/environments.ts';
import type { Documents } from '../language/documents.ts';
import type { OperationRuns } from '../operations/operationRuns.ts';
import { editInNewFile } from '../operations/runOperation.ts';
import { createOpenPage } from '../remedies/openPage.ts';
import { registerCommand } from '../report.ts';
import type { Sender } from '../requests/sender.ts';
import { requireTrust } from '../trust.ts';
import { chooseSubject } from './chooseSubject.ts';
import { insertRequest } from './insertRequest.ts';
import type { ExplorerNode } from './node.ts';
import {
  pathOf,
  projectsId,
  requestOf,
  type Subject,
  subjectOf,
  verbsOf,
  webPathOfSubject,
} from './nodeRequests.ts';

interface NodeParts {
  readonly catalogs: Pick<Catalogs, 'load'>;
  readonly documents: Documents;
  readonly environments: Environments;
  readonly runs: OperationRuns;
  readonly sender: Pick<Sender, 'run'>;
  /** The row that a command was given, or the one that is selected in the Projects view. */
  readonly chosen: (parameters: readonly unknown[]) => ExplorerNode | undefined;
  readonly log: vscode.LogOutputChannel;
}

/** What can be done with a row of the Projects view. From the palette each asks what it is for. */
export function registerNodeCommands(parts: NodeParts): vscode.Disposable {
  const { catalogs, documents, environments, runs, chosen, log } = parts;
  const openPage = createOpenPage(parts);

  async function resources(): Promise<readonly Resource[]> {
    return resourcesOf(await catalogs.load());
  }

  async function subjectFor(
    given: unknown,
    title: string,
    wanted: 'resource' | 'record' | 'any',
  ): Promise<About | undefined> {
    const all = await resources();
    const node = chosen([given]);
    const fromRow = node && subjectOf(node);
    const fits = fromRow !== undefined && (wanted !== 'resource' || resourceOf(all, fromRow) !== undefined);
    const subject = fits ? fromRow : await chooseSubject(all, environments, title, wanted);
    return subject && { subject, resource: resourceOf(all, subject) };
  }

  async function requestsFor(given: unknown, title: string): Promise<Known | undefined> {
    const about = await subjectFor(given, title, 'resource');
    if (about?.resource === undefined) return undefined;
    return { subject: about.subject, resource: about.resource };
  }

  async function insert(given: unknown, wished: unknown): Promise<void> {
    const title = vscode.l10n.t('Insert Request');
    const about = await requestsFor(given, title);
    if (about === undefined) return;
    const { subject, resource } = about;
    const verb = verbIn(wished, resource) ?? (await askVerb(about, title));
    if (verb === undefined) return;
    await insertRequest(
      documents,
      file => requestOf(subject, resource, verb, { environments, file })?.block ?? [],
    );
  }

  async function run({ subject, resource }: Known, verb: Verb): Promise<Exchange | undefined> {
    // A record is gone by one click otherwise.
    const request = requestOf(subject, resource, verb, { environments, asks: verb === 'delete' });
    if (request === undefined) return undefined;
    const text = snippetText(request.block);
    // What has to be filled in is filled in where it can be read, and nothing is sent before that.
    const isReady =
      resource[verb]?.body === undefined && request.block.every(part => typeof part === 'string');
    if (isReady) return runs.send(request.title, text);
    await editInNewFile(request.block);
    return undefined;
  }

  return vscode.Disposable.from(
    registerCommand(log, commandId.insertNodeRequest, insert),
    registerCommand(log, commandId.runNode, async given => {
      if (!(await requireTrust())) return undefined;
      const about = await requestsFor(given, vscode.l10n.t('Run Now'));
      if (about === undefined) return undefined;
      const reads = about.subject.recordId !== undefined && about.resource.show !== undefined;
      return run(about, reads ? 'show' : 'list');
    }),
    registerCommand(log, commandId.runNodeRequest, async (given, wished) => {
      if (!(await requireTrust())) return undefined;
      const title = vscode.l10n.t('Run Request');
      const about = await requestsFor(given, title);
      const verb = about && (verbIn(wished, about.resource) ?? (await askVerb(about, title)));
      return about && verb && run(about, verb);
    }),
    registerCommand(log, commandId.copyNodeId, async given => {
      const about = await subjectFor(given, vscode.l10n.t('Copy ID'), 'record');
      if (about === undefined) return;
      const { subject } = about;
      const id = subject.recordId ?? (subject.resourceId === projectsId ? subject.companyId : undefined);
      if (id === undefined)
        throw new Error(vscode.l10n.t('This row has no id. Select a record, a project or a company.'));
      await copy(id);
    }),
    registerCommand(log, commandId.copyNodePath, async given => {
      const about = await requestsFor(given, vscode.l10n.t('Copy Path'));
      if (about !== undefined) await copy(pathOf(about.subject, about.resource));
    }),
    registerCommand(log, commandId.openNodeInProcore, async given => {
      const about = await subjectFor(given, vscode.l10n.t('Open in Procore'), 'any');
      if (about === undefined) return;
      const { subject } = about;
      const all = await resources();
      const [ofTool] = resourcesOfTool(all, { engineName: '', title: subject.toolTitle });
      const resource = subject.resourceId === undefined ? ofTool : about.resource;
      const path = webPathOfSubject(subject, resource);
      const environment = environments.find(subject.environment);
      if (path === undefined || environment === undefined)
        throw new Error(vscode.l10n.t('No page of Procore is known for this row.'));
      await openPage({ url: environment.webUrl + path, path, companyId: subject.companyId }, environment);
    }),
    registerCommand(log, commandId.showRequiredPermission, async given => {
      const about = await requestsFor(given, vscode.l10n.t('Show Required Permission'));
      if (about !== undefined) void showPermission(about);
    }),
  );
}

interface About {
  readonly subject: Subject;
  readonly resource: Resource | undefined;
}

/** With the resource that its requests are for. */
interface Known extends About {
  readonly resource: Resource;
}

function resourceOf(all: readonly Resource[], { resourceId }: Subject): Resource | undefined {
  return all.find(({ id }) => id === resourceId);
}

function verbIn(given: unknown, resource: Resource): Verb | undefined {
  return verbsOf(resource, { recordId: undefined }).find(verb => verb === given);
}

async function askVerb({ subject, resource }: Known, title: string): Promise<Verb | undefined> {
  const words: Readonly<Record<Verb, string>> = {
    list: vscode.l10n.t('List'),
    show: vscode.l10n.t('Show'),
    create: vscode.l10n.t('Create'),
    update: vscode.l10n.t('Update'),
    delete: vscode.l10n.t('Delete'),
  };
  const rows = verbsOf(resource, subject).flatMap(verb => {
    const operation = resource[verb];
    if (operation === undefined) return [];
    return [{ label: words[verb], description: `${operation.method} ${operation.path}`, verb }];
  });
  const picked = await vscode.window.showQuickPick(rows, {
    title: `${title}: ${visibleLine(subject.label)}`,
    matchOnDescription: true,
  });
  return picked?.verb;
}

async function copy(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied {0}', text), 3000);
}

async function showPermission({ subject, resource }: Known): Promise<void> {
  const { level, toolTitle } = subject;
  const needs = verbsOf(resource, { recordId: undefined }).flatMap(verb => {
    const operation = resource[verb];
    return operation === undefined
      ? []
      : [`${operation.method} ${operation.path}\n${permissionHint(operation, visibleLine(toolTitle))}`];
  });
  const own =
    level === undefined
      ? vscode.l10n.t('Your own level is not known.')
      : vscode.l10n.t('Your own level in {0}: {1}', visibleLine(toolTitle), visibleLine(level));
  await vscode.window.showInformationMessage(
    vscode.l10n.t('Permissions for {0}', visibleLine(resource.title)),
    { modal: true, detail: [...needs, own].join('\n\n') },
  );
}
