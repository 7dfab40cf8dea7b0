import { deepEqual, equal } from 'node:assert/strict';
import {
  openParameters,
  operationBlock,
  operationTarget,
  optionalParameters,
  parameterProblem,
} from '../../../src/httpFile/convert/fromOperation.ts';
import { snippetText } from '../../../src/httpFile/features/completion/item.ts';
import { featureContext } from '../../../src/httpFile/features/context.ts';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import { loadBundledCatalog } from '../../../src/procore/catalog/bundled.ts';
import type { Catalog, Operation } from '../../../src/procore/catalog/catalog.ts';

describe('A request of an operation', () => {
  let catalog: Catalog;
  before(async () => {
    catalog = await loadBundledCatalog();
  });
  const context = featureContext();
  const operation = (method: string, path: string): Operation => {
    const found = catalog.operations.find(each => each.method === method && each.path === path);
    if (found === undefined) throw new Error(`no ${method} ${path}`);
    return found;
  };
  const keys = (method: string, path: string) =>
    openParameters(operation(method, path), context).map(({ key, of }) => [key, of]);

  it('asks for no company and no project, which are chosen already', () => {
    deepEqual(keys('GET', '/rest/v1.0/projects/{project_id}/rfis'), []);
    deepEqual(keys('GET', '/rest/v1.1/projects'), []);
  });

  it('asks for other parameters of the path, each by its place', () => {
    deepEqual(keys('GET', '/rest/v1.0/projects/{project_id}/rfis/{id}'), [['3id', 'rfis']]);
    deepEqual(keys('PATCH', '/rest/v1.0/companies/{company_id}/vendors/{vendor_id}/insurances/sync'), [
      ['3vendor_id', 'vendors'],
    ]);
  });

  it('takes a variable of the environment that is called like the parameter', () => {
    const rfi = operation('GET', '/rest/v1.0/projects/{project_id}/rfis/{id}');
    const values = new Map([['rfiId', { text: '7', line: 1 }]]);
    const source = 'http-client.env.json';
    const known = featureContext({
      layers: [{ origin: 'environment', source, section: 'dev', secret: false, values }],
    });
    deepEqual(openParameters(rfi, known), []);
    equal(
      operationTarget(rfi, new Map(), known),
      '/rest/v1.0/projects/{{$procore.projectId}}/rfis/{{rfiId}}',
    );
  });

  it('says what was answered, encoded, and leaves the rest to be seen', () => {
    const rfi = operation('GET', '/rest/v1.0/projects/{project_id}/rfis/{id}');
    equal(
      operationTarget(rfi, new Map([['3id', 'a/b c']]), context),
      '/rest/v1.0/projects/{{$procore.projectId}}/rfis/a%2Fb%20c',
    );
    equal(operationTarget(rfi, new Map(), context), '/rest/v1.0/projects/{{$procore.projectId}}/rfis/{id}');
    equal(
      operationTarget(rfi, new Map([['3id', '{{rfi}}']]), context),
      '/rest/v1.0/projects/{{$procore.projectId}}/rfis/{{rfi}}',
    );
  });

  it('takes further query parameters in the order of the catalog', () => {
    const list = operation('GET', '/rest/v1.0/projects/{project_id}/rfis');
    const all = optionalParameters(list, new Map(), context).map(({ key }) => key);
    deepEqual(all.includes('?filters[status]'), true);
    const answers = new Map([
      ['?per_page', '5'],
      ['?filters[status]', 'open'],
    ]);
    const target = operationTarget(list, answers, context);
    equal(target.includes('per_page=5') && target.includes('filters[status]=open'), true, target);
    equal(
      optionalParameters(list, answers, context).some(({ key }) => key === '?per_page'),
      false,
    );
  });

  it('stands in a file with the body that is to be filled in', () => {
    const create = operation('POST', '/rest/v1.0/projects/{project_id}/rfis');
    const text = snippetText(operationBlock(create, new Map(), context));
    const { requests, problems } = parseHttpFile(text);
    deepEqual(problems, []);
    equal(requests.length, 1);
    equal(requests[0]?.method, 'POST');
    equal(requests[0]?.headers[0]?.value.text, 'application/json');
    JSON.parse(requests[0]?.body?.text ?? '');
  });

  it('is one readable request for every operation of the catalog', () => {
    for (const each of catalog.operations) {
      const answers = new Map(openParameters(each, context).map(({ key }) => [key, '1']));
      const text = snippetText(operationBlock(each, answers, context));
      const { requests } = parseHttpFile(text);
      equal(requests.length, 1, text);
      equal(requests[0]?.method, each.method);
      equal(requests[0]?.target, operationTarget(each, answers, context));
    }
  });

  it('knows a number from a text, and lets variables be', () => {
    const integer = { name: 'id', type: 'integer', required: true };
    deepEqual(
      ['', 'x', '12', '{{id}}'].map(text => parameterProblem(integer, text)),
      ['empty', 'integer', undefined, undefined],
    );
    equal(parameterProblem({ ...integer, type: 'string' }, 'x'), undefined);
  });
});
