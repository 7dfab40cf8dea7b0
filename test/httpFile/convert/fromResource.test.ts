import { deepEqual, equal, ok } from 'node:assert/strict';
import { type RequestPlaces, resourceRequest } from '../../../src/httpFile/convert/fromResource.ts';
import { snippetText } from '../../../src/httpFile/features/completion/item.ts';
import { featureContext } from '../../../src/httpFile/features/context.ts';
import { findingsOf } from '../../../src/httpFile/features/diagnostics/findings.ts';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import { loadBundledCatalog } from '../../../src/procore/catalog/bundled.ts';
import type { Catalog } from '../../../src/procore/catalog/catalog.ts';
import { resourcesOf, type Verb, verbs } from '../../../src/procore/explorer/resources.ts';

describe('A request for a resource', () => {
  let catalog: Catalog;
  before(async () => {
    catalog = await loadBundledCatalog();
  });
  const chosen: RequestPlaces = {
    companyId: '4264807',
    projectId: '310481',
    chosen: { companyId: '4264807', projectId: '310481' },
  };
  const request = (id: string, verb: Verb, places: RequestPlaces = chosen) => {
    const resource = resourcesOf(catalog).find(each => each.id === id);
    ok(resource, id);
    return resourceRequest(resource, verb, places);
  };
  const text = (id: string, verb: Verb, places?: RequestPlaces): string =>
    snippetText(request(id, verb, places)?.block ?? []);

  it('says chosen company and project by their variables', () => {
    equal(
      text('project rfis', 'list'),
      '### List RFIs\n# @name listRfis\nGET /rest/v1.0/projects/{{$procore.projectId}}/rfis\n',
    );
    equal(
      text('project commitment_contracts', 'list'),
      '### List Commitments\n# @name listCommitments\nGET /rest/v2.0/companies/{{$procore.companyId}}/projects/{{$procore.projectId}}/commitment_contracts\n',
    );
  });

  it('says another project by its id', () => {
    equal(
      text('project rfis', 'list', { ...chosen, projectId: '310512' }),
      '### List RFIs\n# @name listRfis\nGET /rest/v1.0/projects/310512/rfis\n',
    );
  });

  it('says another company by its id and for the header', () => {
    equal(
      text('project rfis', 'list', { ...chosen, companyId: '562949953443325', projectId: '562949954728542' }),
      '### List RFIs\n# @name listRfis\n# @company 562949953443325\nGET /rest/v1.0/projects/562949954728542/rfis\n',
    );
  });

  it('says no project by a variable where only the number is the same', () => {
    const text310 = text('project rfis', 'list', { ...chosen, companyId: '1' });
    ok(text310.includes('/projects/310481/rfis'), text310);
  });

  it('shows, changes and deletes the record that it is about', () => {
    const record = { ...chosen, recordId: '77' };
    equal(
      text('project punch_items', 'show', record),
      '### Show Punch Item\n# @name showPunchItem\nGET /rest/v1.1/punch_items/77?project_id={{$procore.projectId}}\n',
    );
    const update = text('project rfis', 'update', record);
    ok(
      update.includes(
        'PATCH /rest/v1.0/projects/{{$procore.projectId}}/rfis/77\nContent-Type: application/json\n\n{',
      ),
      update,
    );
    ok(
      text('project punch_items', 'delete', record).includes('DELETE /rest/v1.1/punch_items/77?project_id='),
    );
  });

  it('leaves a place for a record that is not known', () => {
    ok(text('project rfis', 'show').endsWith('/rfis/{id}\n'));
    ok(
      request('project rfis', 'show')?.block.some(
        part => typeof part !== 'string' && 'stop' in part && part.stop === '{id}',
      ),
    );
  });

  it('creates with what the operation requires, in the right project', () => {
    const create = text('project punch_items', 'create', { ...chosen, projectId: '310512' });
    ok(
      create.startsWith('### Create Punch Item\n# @name createPunchItem\nPOST /rest/v1.1/punch_items\n'),
      create,
    );
    ok(create.includes('"project_id": 310512'), create);
    ok(!create.includes('$procore'), create);
    ok(text('project punch_items', 'create').includes('"project_id": {{$procore.projectId}}'));
  });

  it('finds what stands in a record by that record', () => {
    ok(text('project rfis/{}/replies', 'list', { ...chosen, above: ['5'] }).includes('/rfis/5/replies\n'));
    const one = text('project rfis/{}/replies', 'show', { ...chosen, above: ['5'], recordId: '6' });
    ok(one.includes('/rfis/5/replies/6\n'), one);
  });

  it('finds the items of a tool that the company made by the tool', () => {
    ok(
      text('project generic_tools/{}/generic_tool_items', 'list', { ...chosen, toolId: '126094' }).includes(
        '/generic_tools/126094/generic_tool_items\n',
      ),
    );
  });

  it('says that a daily log has only the rows of today', () => {
    ok(text('project manpower_logs', 'list').includes('\n# Only what is of today, unless'));
    ok(!text('project rfis', 'list').includes('today'));
  });

  it('says an environment that the file would not use', () => {
    ok(
      text('project rfis', 'list', { ...chosen, environment: 'simulator' }).includes('\n# @env simulator\n'),
    );
  });

  it('asks before it is sent where that is wanted', () => {
    ok(
      text('project punch_items', 'delete', { ...chosen, recordId: '7', asks: true }).includes(
        '\n# @note\nDELETE ',
      ),
    );
  });

  it('takes a name that is free', () => {
    const taken = new Set(['listRfis', 'listRfis2']);
    equal(
      request('project rfis', 'list', { ...chosen, isTaken: name => taken.has(name) })?.name,
      'listRfis3',
    );
  });

  it('has no request for what cannot be done', () => {
    equal(request('project rfis', 'delete'), undefined);
  });

  it('reads, for every resource and verb, as one request with its name and without a problem', () => {
    const places: RequestPlaces = {
      ...{ companyId: '1', projectId: '2', recordId: '3', above: ['4', '8'], toolId: '5' },
      chosen: { companyId: undefined, projectId: undefined },
    };
    const context = featureContext({ catalog });
    let count = 0;
    for (const resource of resourcesOf(catalog))
      for (const verb of verbs) {
        const made = resourceRequest(resource, verb, places);
        if (made === undefined) continue;
        count += 1;
        const written = snippetText(made.block);
        const file = parseHttpFile(written);
        const which = `${resource.id} ${verb}\n${written}`;
        equal(file.requests.length, 1, which);
        deepEqual(
          file.problems.filter(({ severity }) => severity === 'error'),
          [],
          which,
        );
        const errors = findingsOf(file, context)
          .first(50)
          .filter(({ severity }) => severity === 'error');
        deepEqual(errors, [], which);
        const [read] = file.requests;
        equal(read?.method, resource[verb]?.method, which);
        equal(
          catalog.find(
            read?.method ?? '',
            read?.target.replace(/\?.*$/, '').replaceAll(/\{\w+\}/g, '9') ?? '',
          )?.operation,
          resource[verb],
          which,
        );
        ok(/^[a-z][A-Za-z0-9]*$/.test(made.name), made.name);
      }
    ok(count > 1000, String(count));
  });
});
