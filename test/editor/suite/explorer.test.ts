import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activated, closeEverything, eventually, openHttp } from './openHttp.ts';

/** A row of the Projects view, as its menu hands it over. */
const project = (environment: string, companyId: string, projectId: string) => ({
  kind: 'project',
  id: `${environment}/${companyId}/${projectId}`,
  label: 'Riverside Medical Center',
  environment,
  companyId,
  companyName: 'Harbor & Pine Builders',
  projectId,
  projectName: 'Riverside Medical Center',
  number: '2024-017',
  isActive: true,
});
const company = (environment: string, companyId: string) => ({
  kind: 'company',
  id: `${environment}/${companyId}`,
  label: 'Harbor & Pine Builders',
  environment,
  companyId,
  companyName: 'Harbor & Pine Builders',
});

describe('The Projects view in the editor', () => {
  const run = <T>(command: string, ...parameters: readonly unknown[]) =>
    vscode.commands.executeCommand<T>(command, ...parameters);

  before(activated);
  beforeEach(() => run('procore.switchEnvironment', 'sandbox'));
  afterEach(async () => {
    for (const environment of ['sandbox', 'monthly'])
      await run('procore.stopUsing', company(environment, '4264807'));
    await run('procore.switchEnvironment', 'simulator');
    await run('notifications.clearAll');
    await closeEverything();
  });
  after(() => run('procore.stopSimulator'));

  /** The hover of the first variable of a file. */
  async function hoverAt(document: vscode.TextDocument): Promise<string> {
    const at = document.positionAt(document.getText().indexOf('$procore') + 3);
    const hovers = await run<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at);
    return (hovers ?? [])
      .flatMap(({ contents }) => contents)
      .map(each => (typeof each === 'string' ? each : each.value))
      .join('\n');
  }
  const says = (document: vscode.TextDocument, wanted: RegExp) =>
    eventually(async () => {
      const text = await hoverAt(document);
      return wanted.test(text) ? text : undefined;
    });

  it('opens without asking anybody to sign in', async () => {
    await run('procore.explorer.focus');
    await run('procore.refreshExplorer');
  });

  it('fills in the project that is chosen on a row, and the company above it', async () => {
    const document = await openHttp('GET /rest/v1.0/projects/{{$procore.projectId}}/rfis\n');
    await run('procore.useProject', project('sandbox', '4264807', '310512'));
    await says(document, /310512/);
    const other = await openHttp('GET /rest/v1.0/companies/{{$procore.companyId}}/users\n');
    await says(other, /4264807/);
  });

  it('has lenses of the environment as soon as it is switched', async () => {
    const document = await openHttp('# @env sandbox\nGET /rest/v1.0/me\n');
    const titles = async () =>
      (await run<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 10)).map(
        ({ command }) => command?.title ?? '',
      );
    assert.doesNotMatch((await titles()).join('\n'), /Send to Developer Sandbox/);
    await run('procore.switchEnvironment', 'monthly');
    assert.match((await titles()).join('\n'), /Send to Developer Sandbox/);
  });

  it('lets no id into another environment, and brings it back with its own', async () => {
    const document = await openHttp('GET /rest/v1.0/projects/{{$procore.projectId}}/rfis\n');
    await run('procore.useProject', project('sandbox', '4264807', '310512'));
    await says(document, /310512/);
    await run('procore.switchEnvironment', 'monthly');
    await eventually(async () => (/310512/.test(await hoverAt(document)) ? undefined : true));
    await run('procore.switchEnvironment', 'sandbox');
    await says(document, /310512/);
  });

  it('chooses for the environment that the row is of, whichever is active', async () => {
    const document = await openHttp('GET /rest/v1.0/projects/{{$procore.projectId}}/rfis\n');
    await run('procore.useProject', project('monthly', '4264807', '310481'));
    assert.doesNotMatch(await hoverAt(document), /310481/);
    await run('procore.switchEnvironment', 'monthly');
    await says(document, /310481/);
  });

  it('gives a project up with its company', async () => {
    const document = await openHttp('GET /rest/v1.0/projects/{{$procore.projectId}}/rfis\n');
    await run('procore.useProject', project('sandbox', '4264807', '310512'));
    await says(document, /310512/);
    await run('procore.useCompany', company('sandbox', '4264811'));
    await eventually(async () => (/310512/.test(await hoverAt(document)) ? undefined : true));
  });

  it('takes no argument for more than a row', async () => {
    for (const given of [
      7,
      'project',
      {},
      { kind: 'project' },
      { ...project('sandbox', '1', '2'), companyId: 1 },
    ])
      for (const command of ['stopUsing', 'loadMore', 'solveState', 'refreshNode'])
        await run(`procore.${command}`, given);
  });
});
