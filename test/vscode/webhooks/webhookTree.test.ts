import assert from 'node:assert/strict';
import type { Exchange } from '../../../src/runner/exchange.ts';
import type { WebhookNode } from '../../../src/vscode/webhooks/node.ts';
import { createWebhookTree, type WebhookSession } from '../../../src/vscode/webhooks/webhookTree.ts';
import { sampleExchange } from '../../support/sampleExchange.ts';

const session: WebhookSession = {
  environment: 'sandbox',
  owner: 'https://sandbox.example',
  account: 'Ana',
  state: undefined,
  company: { id: '1', name: 'Harbor Pine' },
  project: undefined,
  namespace: 'my-app',
};

function answer(body: unknown, status = 200): Exchange {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    ...sampleExchange(),
    response: { status, statusText: '', headers: {}, bodyBytes: text.length, body: text },
    pagination: null,
    error: null,
    diagnoses: [],
  };
}

/** A server that gives each path its answer, and notes what it was asked. */
function open(answers: Readonly<Record<string, Exchange>>, more: Partial<WebhookSession> = {}) {
  const asked: string[] = [];
  let changes = 0;
  const tree = createWebhookTree({
    ask: async ({ method, path }) => {
      asked.push(`${method} ${path}`);
      const [, found] = Object.entries(answers).find(([part]) => path.includes(part)) ?? [];
      assert.ok(found, `unplanned: ${path}`);
      return found;
    },
    received: () => undefined,
    onChange: () => {
      changes += 1;
    },
  });
  tree.show({ ...session, ...more });
  return { tree, asked, changes: () => changes };
}

const kinds = (nodes: readonly WebhookNode[]) =>
  nodes.map(node =>
    node.kind === 'hint' ? `hint ${node.hint}` : node.kind === 'state' ? `state ${node.state}` : node.kind,
  );

const hook = {
  id: '7',
  status: 'active',
  namespace: 'my-app',
  destination_url: 'https://a.example',
  payload_version: 'v4.0',
};

describe('the Webhooks view', () => {
  it('asks nothing for its first rows', async () => {
    const { tree, asked } = open({});
    const roots = await tree.children();
    assert.deepEqual(kinds(roots), ['receiver', 'scope']);
    assert.deepEqual(kinds(await tree.children(roots[0])), ['hint startReceiver']);
    assert.deepEqual(kinds(await tree.children(roots[1])), ['version', 'version']);
    assert.deepEqual(asked, []);
  });

  it('has a row for the chosen project too', async () => {
    const { tree } = open({}, { project: { id: '2', name: 'Pier' } });
    assert.deepEqual(kinds(await tree.children()), ['receiver', 'scope', 'scope']);
  });

  for (const state of ['restricted', 'signedOut', 'simulatorStopped'] as const)
    it(`says ${state} beside the receiver`, async () => {
      const { tree } = open({}, { state });
      assert.deepEqual(kinds(await tree.children()), ['receiver', `state ${state}`]);
    });

  it('asks to choose a company where none is chosen', async () => {
    const { tree } = open({}, { company: undefined });
    assert.deepEqual(kinds(await tree.children()), ['receiver', 'hint chooseCompany']);
  });

  async function version(tree: ReturnType<typeof open>['tree'], name: 'v2.0' | 'v1.0') {
    const [, scope] = await tree.children();
    const versions = await tree.children(scope);
    const found = versions.find(node => node.kind === 'version' && node.version === name);
    assert.ok(found);
    return found;
  }

  it('lists the hooks of a namespace by v2.0, and of all by v1.0', async () => {
    const { tree, asked } = open({ hooks: answer({ data: [hook] }) });
    assert.deepEqual(kinds(await tree.children(await version(tree, 'v2.0'))), ['hook']);
    assert.deepEqual(kinds(await tree.children(await version(tree, 'v1.0'))), ['hook']);
    assert.match(asked[0] ?? '', /^GET \/rest\/v2\.0\/companies\/1\/webhooks\/hooks\?namespace=my-app&/);
    assert.match(asked[1] ?? '', /^GET \/rest\/v1\.0\/webhooks\/hooks\?company_id=1$/);
  });

  it('asks for the namespace before v2.0 is asked anything', async () => {
    const { tree, asked } = open({}, { namespace: undefined });
    assert.deepEqual(kinds(await tree.children(await version(tree, 'v2.0'))), ['hint enterNamespace']);
    assert.deepEqual(asked, []);
  });

  async function firstHook(tree: ReturnType<typeof open>['tree']) {
    const [found] = await tree.children(await version(tree, 'v2.0'));
    assert.ok(found);
    return tree.children(found);
  }

  it('shows triggers and deliveries with their attempts below a hook', async () => {
    const delivery = {
      id: 'd1',
      status: 'failed',
      payload: { resource_name: 'RFIs', event_type: 'update', id: 12345678901234567n.toString() },
      delivery_attempts: [{ id: 1, success: false, response_status: 500 }],
    };
    const { tree } = open({
      triggers: answer({ data: [{ id: 't1', resource_name: 'RFIs', event_type: 'update' }] }),
      deliveries: answer({ data: [delivery] }),
      hooks: answer({ data: [hook] }),
    });
    const [triggers, deliveries] = await firstHook(tree);
    assert.deepEqual(kinds(await tree.children(triggers)), ['trigger']);
    const [row] = await tree.children(deliveries);
    assert.deepEqual(kinds(row === undefined ? [] : await tree.children(row)), ['attempt']);
  });

  it('reads a list once for two that ask, and anew after a refresh', async () => {
    const { tree, asked } = open({ hooks: answer({ data: [hook] }) });
    const node = await version(tree, 'v2.0');
    await Promise.all([tree.children(node), tree.children(node)]);
    assert.equal(asked.length, 1);
    tree.refresh(node);
    await tree.children(node);
    assert.equal(asked.length, 2);
  });

  it('reads on where there is more', async () => {
    const rows = Array.from({ length: 100 }, (_, index) => ({ ...hook, id: String(index) }));
    const { tree, asked } = open({
      'page=2': answer({ data: [{ ...hook, id: 'last' }] }),
      hooks: answer({ data: rows }),
    });
    const node = await version(tree, 'v2.0');
    const more = (await tree.children(node)).at(-1);
    assert.ok(more?.kind === 'more');
    assert.equal(more.read, 100);
    await tree.readMore(more);
    const all = await tree.children(node);
    assert.equal(all.length, 101);
    assert.equal(asked.length, 2);
  });

  it('asks only for deliveries of a status when told so', async () => {
    const { tree, asked } = open({ deliveries: answer({ data: [] }), hooks: answer({ data: [hook] }) });
    const [, deliveries] = await firstHook(tree);
    assert.ok(deliveries?.kind === 'deliveries');
    tree.filter(deliveries, 'delivered');
    assert.deepEqual(kinds(await tree.children(deliveries)), ['hint noDeliveries']);
    // The filter says succeeded where the data say delivered.
    assert.match(asked.at(-1) ?? '', /filter%5Bstatus%5D=succeeded|filter\[status\]=succeeded/);
  });

  it('shows what was refused in place of the rows, and reads again when asked', async () => {
    const { tree, asked } = open({ hooks: answer({ errors: 'no' }, 403) });
    const node = await version(tree, 'v2.0');
    assert.deepEqual(kinds(await tree.children(node)), ['state refused']);
    tree.refresh(node);
    await tree.children(node);
    assert.equal(asked.length, 2);
  });

  it('forgets everything when another company is chosen', async () => {
    const { tree, asked } = open({ hooks: answer({ data: [hook] }) });
    await tree.children(await version(tree, 'v2.0'));
    tree.show({ ...session, company: { id: '9', name: 'Other' } });
    const [, scope] = await tree.children();
    assert.ok(scope?.kind === 'scope');
    assert.equal(scope.scope.companyId, '9');
    assert.equal(asked.length, 1);
  });

  it('keeps a hook that a diagnosis named beside the companies', async () => {
    const { tree } = open({});
    const [read] = [{ ...hook }];
    tree.pin({
      environment: 'sandbox',
      scope: { companyId: '5' },
      version: 'v2.0',
      hook: {
        id: read.id,
        status: undefined,
        payloadVersion: undefined,
        payload: undefined,
        namespace: undefined,
        destinationUrl: undefined,
        destinationHeaders: {},
        triggerCount: undefined,
        companyId: undefined,
        projectId: undefined,
        createdAt: undefined,
        updatedAt: undefined,
        hookType: undefined,
      },
    });
    assert.deepEqual(kinds(await tree.children()), ['receiver', 'scope', 'hook']);
  });

  /** A tree whose server answers only when it is told to, or when nobody waits any more. */
  function slow() {
    const signals: AbortSignal[] = [];
    const tree = createWebhookTree({
      ask: (_call, _scope, _environment, signal) => {
        signals.push(signal);
        return new Promise((_, reject) =>
          signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true }),
        );
      },
      received: () => undefined,
      onChange: () => undefined,
    });
    tree.show(session);
    return { tree, signals };
  }

  it('says that a read was stopped, and reads again when asked', async () => {
    const { tree, signals } = slow();
    const node = await version(tree, 'v2.0');
    const reading = tree.children(node);
    tree.stop();
    assert.deepEqual(kinds(await reading), ['state cancelled']);
    tree.refresh(node);
    void tree.children(node);
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [true, false],
    );
    tree.stop();
  });

  it('ends what is read in an environment that is left', async () => {
    const { tree, signals } = slow();
    const reading = tree.children(await version(tree, 'v2.0'));
    tree.show({ ...session, environment: 'production' });
    await reading;
    assert.equal(signals[0]?.aborted, true);
    const [, scope] = await tree.children();
    assert.ok(scope?.kind === 'scope');
    assert.equal(scope.environment, 'production');
  });

  it('keeps with a hook the environment that it was read from', async () => {
    const { tree } = open({ hooks: answer({ data: [hook] }) });
    const [found] = await tree.children(await version(tree, 'v2.0'));
    tree.show({ ...session, environment: 'production' });
    assert.ok(found?.kind === 'hook');
    assert.equal(found.environment, 'sandbox');
  });
});
