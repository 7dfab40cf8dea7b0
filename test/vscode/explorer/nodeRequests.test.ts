import { deepEqual, equal, ok } from 'node:assert/strict';
import { snippetText } from '../../../src/httpFile/features/completion/item.ts';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import { loadBundledCatalog } from '../../../src/procore/catalog/bundled.ts';
import { builtInEnvironments, simulatorEnvironment } from '../../../src/procore/environments.ts';
import { type Resource, resourcesOf, type Verb } from '../../../src/procore/explorer/resources.ts';
import type { ExplorerNode, RecordNode, ResourceNode } from '../../../src/vscode/explorer/node.ts';
import { readParcel, writeParcel } from '../../../src/vscode/explorer/nodeParcel.ts';
import {
  pathOf,
  requestOf,
  type Subject,
  subjectOf,
  verbsOf,
  webPathOfSubject,
} from '../../../src/vscode/explorer/nodeRequests.ts';

const simulator = simulatorEnvironment('http://127.0.0.1:27570');
const sandbox = builtInEnvironments.find(({ name }) => name === 'sandbox') ?? simulator;

describe('Requests of rows', () => {
  let resources: readonly Resource[];
  before(async () => {
    resources = resourcesOf(await loadBundledCatalog());
  });
  const resource = (id: string): Resource => {
    const found = resources.find(each => each.id === id);
    ok(found, id);
    return found;
  };
  const environments = {
    active: () => simulator,
    company: (name: string) => (name === 'simulator' ? { id: '4264807', name: 'Main' } : undefined),
    project: (name: string) =>
      name === 'simulator' ? { id: '310481', name: 'Tower', companyId: '4264807' } : undefined,
  };
  const inProject = {
    environment: 'simulator',
    companyId: '4264807',
    companyName: 'Main',
    projectId: '310481',
    projectName: 'Tower',
    engineName: 'rfi',
    toolTitle: 'RFIs',
    isActive: true,
    level: 'Standard',
  };
  const rfis = (more: Partial<ResourceNode> = {}): ResourceNode => ({
    ...inProject,
    kind: 'resource',
    id: 'x',
    label: 'RFIs',
    resource: resource('project rfis'),
    above: [],
    ...more,
  });
  const rfi = (): RecordNode => ({
    ...rfis(),
    kind: 'record',
    label: 'Crack in wall',
    recordId: '77',
    number: '12',
    status: 'open',
  });
  const project: ExplorerNode = {
    kind: 'project',
    id: 'p',
    label: 'Tower',
    environment: 'simulator',
    companyId: '4264807',
    companyName: 'Main',
    projectId: '310481',
    projectName: 'Tower',
    number: 'T-1',
    isActive: true,
  };
  const subject = (node: ExplorerNode): Subject => {
    const found = subjectOf(node);
    ok(found);
    return found;
  };
  const text = (node: ExplorerNode, verb: Verb, file?: string): string => {
    const about = subject(node);
    const made = requestOf(about, resource(about.resourceId ?? ''), verb, {
      environments,
      file: file === undefined ? undefined : parseHttpFile(file),
    });
    return snippetText(made?.block ?? []);
  };

  it('of a record show it first, and of a resource list it first', () => {
    deepEqual(verbsOf(resource('project rfis'), subject(rfi())), ['show', 'update', 'list', 'create']);
    deepEqual(verbsOf(resource('project rfis'), subject(rfis())), ['list', 'show', 'create', 'update']);
  });

  it('say the chosen project by its variable, and another by its id', () => {
    ok(text(rfis(), 'list').endsWith('GET /rest/v1.0/projects/{{$procore.projectId}}/rfis\n'));
    ok(text(rfi(), 'show').endsWith('GET /rest/v1.0/projects/{{$procore.projectId}}/rfis/77\n'));
    ok(text(rfis({ projectId: '310512' }), 'list').endsWith('GET /rest/v1.0/projects/310512/rfis\n'));
  });

  it('of the chosen project itself name it by its variable', () => {
    equal(
      text(project, 'show'),
      '### Show Project\n# @name showProject\nGET /rest/v1.0/projects/{{$procore.projectId}}?company_id={{$procore.companyId}}\n',
    );
    ok(text(project, 'list').endsWith('GET /rest/v1.1/projects?company_id={{$procore.companyId}}\n'));
  });

  it('say the environment where the file or the editor would take another', () => {
    ok(!text(rfis(), 'list').includes('@env'));
    ok(text(rfis({ environment: 'sandbox' }), 'list').includes('\n# @env sandbox\n'));
    ok(text(rfis(), 'list', '# @env sandbox\n').includes('\n# @env simulator\n'));
    ok(!text(rfis(), 'list', '# @env simulator\n').includes('@env'));
  });

  it('never mix ids of one environment with what is chosen in another', () => {
    const other = text(rfis({ environment: 'sandbox' }), 'list');
    ok(other.includes('\n# @company 4264807\n'), other);
    ok(other.includes('/projects/310481/rfis'), other);
    ok(sandbox.name === 'sandbox');
  });

  it('take a name that no request of the file has', () => {
    ok(text(rfis(), 'list', '# @name listRfis\nGET /rest/v1.0/me\n').includes('# @name listRfis2\n'));
  });

  it('are copied with ids', () => {
    equal(pathOf(subject(rfis()), resource('project rfis')), '/rest/v1.0/projects/310481/rfis');
    equal(pathOf(subject(rfi()), resource('project rfis')), '/rest/v1.0/projects/310481/rfis/77');
    equal(
      pathOf(subject(project), resource('company projects')),
      '/rest/v1.0/projects/310481?company_id=4264807',
    );
  });

  it('have a page in the web app: the record, else the tool, else the project or the company', () => {
    equal(webPathOfSubject(subject(rfi()), resource('project rfis')), '/310481/project/rfi/show/77');
    equal(
      webPathOfSubject(subject(rfis()), resource('project rfis')),
      '/webclients/host/companies/4264807/projects/310481/tools/rfis',
    );
    const submittal = { ...subject(rfi()), resourceId: 'project submittals' };
    equal(
      webPathOfSubject(submittal, resource('project submittals')),
      '/webclients/host/companies/4264807/projects/310481/tools/submittals/77',
    );
    equal(webPathOfSubject(subject(project), resource('company projects')), '/310481/project/home');
    const company: ExplorerNode = { ...project, kind: 'company' };
    equal(webPathOfSubject(subject(company), resource('company projects')), '/4264807/company/home/list');
  });

  it('are about no account, no state and no end of a list', () => {
    equal(subjectOf({ kind: 'account', id: 'a', label: 'Ana', environment: 'simulator' }), undefined);
  });
});

describe('A dragged row', () => {
  const subject: Subject = {
    label: 'Crack\n### GET http://evil',
    environment: 'simulator',
    companyId: '4264807',
    projectId: '310481',
    resourceId: 'project rfis',
    recordId: '77',
    above: ['5'],
    toolId: undefined,
    toolTitle: 'RFIs',
    level: 'Admin',
  };

  it('arrives with its ids, and without words of a server', () => {
    deepEqual(readParcel(writeParcel(subject)), { ...subject, label: '', toolTitle: '', level: undefined });
  });

  it('is nothing where somebody else wrote it', () => {
    const hostile = [
      '',
      'null',
      '[]',
      '{"environment":"simulator"}',
      JSON.stringify({ ...subject, companyId: '1\n# @env production' }),
      JSON.stringify({ ...subject, environment: 'x\ny' }),
      JSON.stringify({ ...subject, resourceId: 7 }),
      JSON.stringify({ ...subject, recordId: '7\nGET http://evil' }),
      JSON.stringify({ ...subject, above: ['1\n2'] }),
      JSON.stringify({ ...subject, above: [3] }),
    ];
    for (const text of hostile) equal(readParcel(text), undefined, text);
  });
});
