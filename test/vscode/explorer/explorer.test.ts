import assert from 'node:assert/strict';
import type { ExplorerNode, MoreNode } from '../../../src/vscode/explorer/node.ts';
import { nodeRow } from '../../../src/vscode/explorer/nodeRow.ts';
import { sampleExchange } from '../../support/sampleExchange.ts';
import { ana, around, explorerOver, line, rowsAnswer, texts } from './outline.ts';

const never = new AbortController().signal;
const companies = [
  { id: 4264815, name: 'Open Field' },
  { id: 4264807, name: 'Harbor & Pine' },
];
const projects = (from: number, count: number, active = true) =>
  Array.from({ length: count }, (_, index) => ({
    id: from + index,
    name: `Project ${from + index}`,
    project_number: `N-${from + index}`,
    active,
  }));
const tools = [
  { engine_name: 'punch_list', title: 'Punch List', is_active: false, user_access_level: 'Standard' },
  { engine_name: 'rfi', title: 'RFIs', is_active: true, user_access_level: 'Read-only' },
];
const rfis = [
  { id: 1, number: '7', subject: 'Door does not close', status: 'open' },
  { id: 2, full_number: '8', title: 'Leak', status: { name: 'Draft' } },
];

const usual: Parameters<typeof explorerOver>[0] = ({ target }) => {
  if (target.startsWith('/rest/v1.0/companies')) return rowsAnswer(companies);
  if (target.includes('by_status]=Inactive')) return rowsAnswer(projects(90, 1, false));
  if (target.startsWith('/rest/v1.1/projects')) return rowsAnswer(projects(10, 2));
  return target.startsWith('/rest/v1.0/tools') ? rowsAnswer(tools) : rowsAnswer(rfis);
};

describe('The tree of projects', () => {
  type Over = ReturnType<typeof explorerOver>;

  async function below({ explorer }: Over, ...labels: readonly string[]): Promise<readonly ExplorerNode[]> {
    let [node] = explorer.roots();
    for (const label of labels) {
      assert.ok(node);
      node = (await explorer.children(node)).find(each => line(each).startsWith(label));
      assert.ok(node, label);
    }
    assert.ok(node);
    return explorer.children(node);
  }
  const lines = async (over: Over, ...labels: readonly string[]) =>
    (await below(over, ...labels)).map(node => line(node));
  const more = (nodes: readonly ExplorerNode[]): MoreNode => {
    const found = nodes.find(node => node.kind === 'more');
    assert.ok(found?.kind === 'more');
    return found;
  };

  it('begins with the account, and lists its companies by name', async () => {
    const over = explorerOver(usual);
    assert.deepEqual(
      over.explorer.roots().map(node => line(node)),
      ['Ana | Simulator | account'],
    );
    assert.deepEqual(await lines(over), ['Harbor & Pine | company', 'Open Field | company']);
    assert.deepEqual(over.asked, ['simulator /rest/v1.0/companies 1']);
  });

  it('has no row whose id could be more than an id in a request', async () => {
    const odd = ['{{$processEnv SECRET}}', '1\nDELETE /rest/v1.0/projects/1', '1 2'];
    const over = explorerOver(question => {
      if (question.target.startsWith('/rest/v1.0/companies'))
        return rowsAnswer([...companies, ...odd.map(id => ({ id, name: 'Odd' }))]);
      if (question.target.startsWith('/rest/v1.1/projects'))
        return rowsAnswer([...projects(10, 1), ...odd.map(id => ({ id, name: 'Odd' }))]);
      if (question.target.startsWith('/rest/v1.0/tools')) return rowsAnswer(tools);
      return rowsAnswer([...rfis, ...odd.map(id => ({ id, subject: 'Odd' }))]);
    });
    for (const path of [[], ['Harbor'], ['Harbor', 'Project 10', 'RFIs', 'RFIs']])
      assert.ok(!(await lines(over, ...path)).some(text => text.includes('Odd')), path.join());
  });

  it('lists the active projects first, and the others when asked', async () => {
    const over = explorerOver(usual);
    const first = await below(over, 'Harbor');
    assert.deepEqual(
      first.map(node => line(node)),
      [
        'Company level | tool company',
        'Project 10 | N-10 | project',
        'Project 11 | N-11 | project',
        'Show inactive projects | more',
      ],
    );
    await over.explorer.readMore(more(first));
    assert.deepEqual((await lines(over, 'Harbor')).slice(2), [
      'Project 11 | N-11 | project',
      'Project 90 | N-90 · inactive | project inactive',
    ]);
    assert.deepEqual(over.asked.slice(1), [
      'simulator /rest/v1.1/projects?company_id=4264807&view=compact&sort=name&filters[by_status]=Active 1',
      'simulator /rest/v1.1/projects?company_id=4264807&view=compact&sort=name&filters[by_status]=Inactive 1',
    ]);
  });

  it('lists the tools that are on before those that are off, each with the own level', async () => {
    assert.deepEqual(await lines(explorerOver(usual), 'Harbor', 'Project 10'), [
      'RFIs | Read-only | tool project',
      'Punch List | off · Standard | tool project off',
      'Other resources | tool project',
    ]);
  });

  it('lists resources of a tool by the catalog, without asking anybody', async () => {
    const over = explorerOver(usual);
    const found = await lines(over, 'Harbor', 'Project 10', 'RFIs');
    assert.ok(found.includes('RFIs | resource project can-list can-create'), found.join('\n'));
    assert.equal(over.asked.length, 3);
  });

  it('lists records with number, name and status, whatever the fields are called', async () => {
    const over = explorerOver(usual);
    assert.deepEqual(await lines(over, 'Harbor', 'Project 10', 'RFIs', 'RFIs'), [
      '7 Door does not close | open | record project can-show can-update',
      '8 Leak | Draft | record project can-show can-update',
    ]);
    assert.equal(over.asked.at(-1), 'simulator /rest/v1.0/projects/10/rfis 1');
  });

  it('lists what stands in a record', async () => {
    const found = await lines(explorerOver(usual), 'Harbor', 'Project 10', 'RFIs', 'RFIs', '7 Door');
    assert.ok(
      found.some(text => text.includes('resource project')),
      found.join('\n'),
    );
  });

  it('reads a long list page by page, and says how far it is', async () => {
    const over = explorerOver(({ target }, { page }) =>
      target.includes('Active')
        ? rowsAnswer(projects(Number(page) * 1000, 100), { total: 250, hasNext: page !== '3' })
        : rowsAnswer(companies),
    );
    const first = await below(over, 'Harbor');
    assert.equal(first.length, 102);
    assert.equal(line(more(first)), 'Load more | 100 of 250 | more');
    await Promise.all([over.explorer.readMore(more(first)), over.explorer.readMore(more(first))]);
    assert.equal(line(more(await below(over, 'Harbor'))), 'Load more | 200 of 250 | more');
    await over.explorer.readMore(more(await below(over, 'Harbor')));
    assert.equal(line(more(await below(over, 'Harbor'))), 'Show inactive projects | more');
    assert.equal(over.asked.length, 4);
  });

  it('does not show a row twice that moved to the next page', async () => {
    const over = explorerOver(({ target }, { page }) =>
      target.includes('Active')
        ? rowsAnswer(projects(page === '1' ? 10 : 11, 2), { total: 3, hasNext: page === '1' })
        : rowsAnswer(companies),
    );
    await over.explorer.readMore(more(await below(over, 'Harbor')));
    const ids = (await below(over, 'Harbor')).map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('asks once for those who ask at the same time, and not again for what it has', async () => {
    const over = explorerOver(usual);
    await Promise.all([below(over), below(over)]);
    await below(over);
    assert.equal(over.asked.length, 1);
    assert.deepEqual(over.busy, [1, 0]);
  });

  it('asks again after a refresh, only for what was refreshed', async () => {
    const over = explorerOver(usual);
    await below(over, 'Harbor', 'Project 10');
    const [, project] = await below(over, 'Harbor');
    assert.ok(project);
    over.explorer.refresh(project);
    await below(over, 'Harbor', 'Project 10');
    assert.equal(over.asked.length, 4);
    over.explorer.refresh();
    await below(over, 'Harbor');
    assert.equal(over.asked.length, 6);
  });

  it('keeps the tree of each environment and account, and shows it at once', async () => {
    const over = explorerOver(usual);
    await below(over, 'Harbor');
    assert.equal(over.explorer.show({ ...ana, environment: 'sandbox' }), true);
    assert.deepEqual(
      over.explorer.roots().map(({ id }) => id),
      ['sandbox'],
    );
    const [root] = over.explorer.roots();
    assert.equal(root && over.explorer.shown(root), undefined);
    over.explorer.show(ana);
    assert.equal(over.explorer.show(ana), false);
    await below(over, 'Harbor');
    assert.equal(over.asked.length, 2);
  });

  it('never mixes ids of two environments, even while one is being read', async () => {
    let answer = () => {};
    const held = new Promise<void>(resolve => {
      answer = resolve;
    });
    const over = explorerOver(async (...question) => {
      await held;
      return usual(...question);
    });
    const [root] = over.explorer.roots();
    assert.ok(root);
    const reading = over.explorer.children(root);
    over.explorer.show({ ...ana, environment: 'sandbox' });
    answer();
    const found = await reading;
    assert.deepEqual(new Set(found.map(({ environment }) => environment)), new Set(['simulator']));
    assert.equal(over.explorer.node(found[0]?.id ?? ''), undefined);
  });

  it('lists only projects with a name that was searched for', async () => {
    const over = explorerOver(usual);
    const [company] = await below(over);
    assert.ok(company?.kind === 'company');
    over.explorer.search(company, 'medical & co');
    const found = await below(over, 'Harbor');
    assert.equal(
      found.some(({ kind }) => kind === 'more'),
      false,
    );
    assert.match(over.asked.at(-1) ?? '', /by_status\]=All&filters\[name\]=medical%20%26%20co 1$/);
    assert.equal(
      line(company, { searched: () => over.explorer.searched(company) }),
      'Harbor & Pine | only "medical & co" | company',
    );
    over.explorer.search(company, '');
    assert.equal(over.explorer.searched(company), undefined);
  });

  it('says which name no project has, and leads back to the search', async () => {
    const over = explorerOver(question =>
      question.target.includes('filters[name]') ? rowsAnswer([]) : usual(question, {}, never),
    );
    const [company] = await below(over);
    assert.ok(company?.kind === 'company');
    over.explorer.search(company, 'zzz');
    const [, state, ...others] = await below(over, 'Harbor');
    assert.ok(state?.kind === 'state');
    assert.equal(line(state), 'No project has "zzz" in its name | Search Projects | state unmatched');
    assert.equal(nodeRow(state, around, texts).tooltip.split('\n').at(1), 'Enter or click: Search Projects');
    assert.deepEqual(others, []);
  });

  it('can be stopped, keeps what it has, and goes on from there', async () => {
    const over = explorerOver(({ target }, { page }, signal) => {
      if (!target.includes('Active')) return rowsAnswer(companies);
      if (page === '1' || over.asked.length > 3)
        return rowsAnswer(projects(Number(page) * 10, 2), { total: 4, hasNext: page === '1' });
      return new Promise(resolve => {
        signal.addEventListener('abort', () =>
          resolve(sampleExchange({ response: null, error: { code: 'cancelled', message: 'Stopped.' } })),
        );
      });
    });
    const first = await below(over, 'Harbor');
    const reading = over.explorer.readMore(more(first));
    over.explorer.stop();
    await reading;
    const stopped = await below(over, 'Harbor');
    assert.deepEqual(
      stopped.slice(-2).map(node => line(node)),
      ['Stopped | Try Again | state cancelled', 'Load more | 2 of 4 | more'],
    );
    await over.explorer.readMore(more(stopped));
    assert.deepEqual((await lines(over, 'Harbor')).slice(-2), [
      'Project 21 | N-21 | project',
      'Show inactive projects | more',
    ]);
  });

  it('reads nothing into what was forgotten meanwhile', async () => {
    let answer = () => {};
    const over = explorerOver(
      (_question, _mark, signal) =>
        new Promise(resolve => {
          answer = () => resolve(rowsAnswer(companies));
          assert.equal(signal.aborted, false);
        }),
    );
    const [root] = over.explorer.roots();
    assert.ok(root);
    const reading = over.explorer.children(root);
    over.explorer.refresh();
    answer();
    assert.deepEqual(await reading, []);
    assert.equal(over.explorer.shown(root), undefined);
  });
});
