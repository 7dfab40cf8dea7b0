import assert from 'node:assert/strict';
import type { Diagnosis, DiagnosisId } from '../../../src/procore/diagnosis/diagnosis.ts';
import type { Exchange } from '../../../src/runner/exchange.ts';
import type { StateNode } from '../../../src/vscode/explorer/node.ts';
import { nodeRow } from '../../../src/vscode/explorer/nodeRow.ts';
import { actionOf } from '../../../src/vscode/explorer/stateText.ts';
import { forbidden, refused, sampleExchange } from '../../support/sampleExchange.ts';
import { ana, around, explorerOver, line, rowsAnswer, texts } from './outline.ts';

const diagnosed = (id: DiagnosisId, changes: Partial<Diagnosis> = {}): Exchange =>
  refused({ diagnoses: [{ ...forbidden, id, ...changes }] });

/** The only row below the account, where its companies are answered like that. */
async function stateOf(answer: Exchange | Error): Promise<StateNode> {
  const { explorer } = explorerOver(() => {
    if (answer instanceof Error) throw answer;
    return answer;
  });
  const [root] = explorer.roots();
  assert.ok(root);
  const found = await explorer.children(root);
  const [state] = found;
  assert.ok(state?.kind === 'state', found.map(node => line(node)).join('\n'));
  assert.equal(found.length, 1);
  return state;
}

const said = async (answer: Exchange | Error) => {
  const state = await stateOf(answer);
  return `${line(state)} | ${actionOf(state)}`;
};

describe('A state of the tree of projects', () => {
  for (const [state, expected] of [
    [
      'restricted',
      'Nothing is read in Restricted Mode | Manage Workspace Trust | state restricted | manageTrust',
    ],
    ['signedOut', 'Not signed in | Sign In | state signedOut | signIn'],
    [
      'simulatorStopped',
      'The simulator is not running | Start Simulator | state simulatorStopped | startSimulator',
    ],
  ] as const)
    it(`stands alone, and nothing is asked: ${state}`, () => {
      const { explorer, asked } = explorerOver(() => rowsAnswer([]));
      explorer.show({ ...ana, state });
      const [root, ...others] = explorer.roots();
      assert.ok(root?.kind === 'state');
      assert.equal(`${line(root)} | ${actionOf(root)}`, expected);
      assert.deepEqual([others, asked], [[], []]);
    });

  it('says that the account is in no company', async () => {
    assert.equal(
      await said(rowsAnswer([])),
      'This account is in no company | Switch Environment | state noCompany | switchEnvironment',
    );
  });

  it('says that a service account has to name its company', async () => {
    assert.equal(
      await said(diagnosed('company-header-missing')),
      'A service account needs the ID of its company | Enter Company ID | state companyNeeded | enterCompany',
    );
  });

  it('says that the app is not connected', async () => {
    assert.equal(
      await said(diagnosed('app-not-connected')),
      'The app is not connected to this company | Open App Management | state notConnected | openAppManagement',
    );
  });

  it('says that nobody answers', async () => {
    for (const id of ['network-unreachable', 'tls-error', 'timeout', 'proxy-error'] as const)
      assert.equal(await said(diagnosed(id)), 'No answer | Try Again | state offline | retry');
  });

  it('says that the session has ended', async () => {
    assert.equal(
      await said(diagnosed('refresh-token-invalid')),
      'Not signed in | Sign In | state signedOut | signIn',
    );
  });

  it('says that the session has ended until another one is there, and then reads by itself', async () => {
    let isSignedIn = false;
    const { explorer, asked } = explorerOver(() =>
      isSignedIn ? rowsAnswer([{ id: 1, name: 'Open Field' }]) : diagnosed('not-signed-in'),
    );
    const rows = async () => {
      const [root] = explorer.roots();
      assert.ok(root);
      return root.kind === 'state'
        ? [line(root)]
        : (await explorer.children(root)).map(node => `${asked.length} ${line(node)}`);
    };
    assert.deepEqual(await rows(), ['1 Not signed in | Sign In | state signedOut']);
    explorer.show({ ...ana, account: '', state: 'signedOut' });
    assert.deepEqual(await rows(), ['Not signed in | Sign In | state signedOut']);
    isSignedIn = true;
    explorer.show(ana);
    assert.deepEqual(await rows(), ['2 Open Field | company']);
    explorer.show({ ...ana, account: '', state: 'signedOut' });
    explorer.show(ana);
    assert.deepEqual(await rows(), ['2 Open Field | company']);
  });

  it('says of a refusal what its diagnosis says, and why in the hover', async () => {
    const state = await stateOf(refused());
    assert.equal(line(state), 'The account may not do this | 403 · Try Again | state refused');
    assert.equal(actionOf(state), 'retry');
    assert.deepEqual(nodeRow(state, around, texts).tooltip.split('\n'), [
      'The account may not do this · 403',
      'Its permission on the tool is too low',
      'Ask a project administrator for Standard permission.',
      'Use another account.',
      'Enter or click: Try Again',
    ]);
  });

  it('says of a refusal in a tool that is off that it is off, and no guess', async () => {
    const punchList = { engine_name: 'punch_list', title: 'Punch List', is_active: false };
    const { explorer } = explorerOver(({ target }) => {
      if (target.includes('tools')) return rowsAnswer([punchList]);
      if (target.includes('companies')) return rowsAnswer([{ id: 1, name: 'Harbor' }]);
      if (target.includes('/projects')) return rowsAnswer([{ id: 2, name: 'Hillcrest' }]);
      return diagnosed('permission-insufficient', { actions: [{ kind: 'findCause' }] });
    });
    let nodes = explorer.roots();
    for (const kind of ['account', 'company', 'project', 'tool', 'resource']) {
      const node = nodes.find(each => each.kind === kind && !each.id.endsWith('company'));
      assert.ok(node, `${kind} of ${nodes.map(each => line(each)).join('\n')}`);
      nodes = await explorer.children(node);
    }
    const [state] = nodes;
    assert.ok(state?.kind === 'state');
    assert.equal(
      line(state),
      'The tool is turned off in this project | Try Again | state toolOff can-findCause',
    );
    assert.equal(actionOf(state), 'retry');
    assert.deepEqual(nodeRow(state, around, texts).tooltip.split('\n').slice(1), [
      "The project's list of tools has it turned off, whatever the permissions are.",
      'A project administrator can turn it on: Project Admin > Tools.',
      'Enter or click: Try Again',
    ]);
  });

  it('offers to find a cause that a few reads would tell', async () => {
    const actions = [{ kind: 'findCause' as const }];
    assert.equal(
      await said(diagnosed('not-found-or-hidden', { actions })),
      'The account may not do this | 403 · Find the Cause | state refused can-findCause | findCause',
    );
  });

  it('shows what was found in the place of the first guess', async () => {
    const { explorer, changed } = explorerOver(() =>
      diagnosed('not-found-or-hidden', { actions: [{ kind: 'findCause' }] }),
    );
    const [root] = explorer.roots();
    assert.ok(root);
    const [state] = await explorer.children(root);
    assert.ok(state?.kind === 'state');
    explorer.narrow(state, diagnosed('app-not-connected'));
    const [now] = explorer.shown(root) ?? [];
    assert.equal(
      now && line(now),
      'The app is not connected to this company | Open App Management | state notConnected',
    );
    assert.equal(changed.at(-1), root.id);
  });

  it('says that somebody stopped it', async () => {
    const stopped = sampleExchange({ response: null, error: { code: 'cancelled', message: 'Stopped.' } });
    assert.equal(await said(stopped), 'Stopped | Try Again | state cancelled | retry');
  });

  it('says what went wrong before anything was asked', async () => {
    assert.equal(
      await said(new Error('The simulator cannot start.')),
      'The simulator cannot start. | Try Again | state refused | retry',
    );
  });

  it('says that a good answer is no list', async () => {
    assert.equal(await said(sampleExchange()), 'The answer is no list | Try Again | state refused | retry');
  });

  it('says in a company without projects what that means, and offers the inactive ones', async () => {
    const { explorer } = explorerOver(({ target }) =>
      target.includes('projects')
        ? { ...rowsAnswer([]), diagnoses: [{ ...forbidden, id: 'unexpected-empty' }] }
        : rowsAnswer([{ id: 1, name: 'Open Field' }]),
    );
    const [root] = explorer.roots();
    const [company] = root ? await explorer.children(root) : [];
    assert.ok(company);
    const [, empty, more] = await explorer.children(company);
    const shown = () => (explorer.shown(company) ?? []).map(node => line(node));
    assert.deepEqual(shown(), [
      'Company level | tool company',
      'No active project | Try Again | state noActiveProject',
      'Show inactive projects | more',
    ]);
    assert.ok(empty?.kind === 'state' && more?.kind === 'more');
    const [title, why, ofServices, action] = nodeRow(empty, around, texts).tooltip.split('\n');
    assert.equal(title, 'No active project');
    assert.match(why ?? '', /^The company has none, or this account is in none of them/);
    assert.match(ofServices ?? '', /^A service account sees only/);
    assert.equal(action, 'Enter or click: Try Again');
    await explorer.readMore(more);
    assert.deepEqual(shown(), ['Company level | tool company', 'No project | Try Again | state noProject']);
  });

  it('has words for every row, and shows nothing of a server that hides or turns text', async () => {
    const { explorer } = explorerOver(() => rowsAnswer([{ id: 1, name: 'A\u202eB\nC' }]));
    const [root] = explorer.roots();
    const [company] = root ? await explorer.children(root) : [];
    assert.ok(company);
    const row = nodeRow(company, { ...around, companyId: '1' }, texts);
    assert.equal(row.label, 'A\\u202eB\\nC');
    assert.equal(row.spoken, 'A\\u202eB\\nC, in use');
    assert.equal(row.context, 'company chosen');
  });

  it('marks production in words and with a shield', () => {
    const { explorer } = explorerOver(() => rowsAnswer([]));
    const [root] = explorer.roots();
    assert.ok(root);
    const environment = { ...around.environment, title: 'Production', production: true };
    const row = nodeRow(root, { ...around, environment }, texts);
    assert.equal(row.spoken, 'Ana, Production, Writes ask before they are sent.');
    assert.deepEqual([row.icon, row.description], ['shield', 'Production']);
  });
});
