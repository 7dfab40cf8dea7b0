import assert from 'node:assert/strict';
import type { Exchange } from '../../../src/runner/exchange.ts';
import type { WebhookNode } from '../../../src/vscode/webhooks/node.ts';
import { createWebhookTree, type WebhookSession } from '../../../src/vscode/webhooks/webhookTree.ts';
import { sampleExchange } from '../../support/sampleExchange.ts';
import { received } from './received.ts';

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

function sampleDiagnoses(id: 'app-not-connected'): Exchange['diagnoses'] {
  const texts = { title: 'Found out', cause: 'So it is.', remedies: [], link: 'https://example.com' };
  return [{ id, severity: 'error', ...texts, actions: [], fields: [] }];
}

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

  const row = (id: number | string) => ({ ...hook, id: String(id) });
  const page = (first: number, count = 100) =>
    answer({ data: Array.from({ length: count }, (_, index) => row(first + index)) });

  /** The row that reads on below another one. */
  async function moreOf(tree: ReturnType<typeof open>['tree'], node: WebhookNode) {
    const more = (await tree.children(node)).at(-1);
    assert.ok(more?.kind === 'more');
    return more;
  }

  it('goes on by pages though rows have moved between them', async () => {
    const { tree, asked } = open({
      'page=3': page(199, 5),
      // Its first row stood on the page before, too.
      'page=2': page(99),
      hooks: page(0),
    });
    const node = await version(tree, 'v2.0');
    await tree.readMore(await moreOf(tree, node));
    await tree.readMore(await moreOf(tree, node));
    assert.equal((await tree.children(node)).length, 204);
    assert.deepEqual(
      asked.map(path => /[?&]page=(\d)/.exec(path)?.[1]),
      ['1', '2', '3'],
    );
  });

  it('reads one page for two clicks', async () => {
    const { tree, asked } = open({ 'page=2': page(100), hooks: page(0) });
    const node = await version(tree, 'v2.0');
    const more = await moreOf(tree, node);
    await Promise.all([tree.readMore(more), tree.readMore(more)]);
    await tree.readMore(more);
    assert.equal(asked.length, 2);
  });

  it('keeps what was read when the next page is refused, and asks for that page again', async () => {
    const answers: Record<string, Exchange> = {
      'page=2': answer({ errors: 'no' }, 500),
      hooks: page(0),
    };
    const { tree, asked } = open(answers);
    const node = await version(tree, 'v2.0');
    await tree.readMore(await moreOf(tree, node));
    assert.deepEqual(kinds(await tree.children(node)).slice(99), ['hook', 'state refused', 'more']);
    answers['page=2'] = page(100, 1);
    await tree.readMore(await moreOf(tree, node));
    assert.equal(kinds(await tree.children(node)).join(), Array(101).fill('hook').join());
    assert.equal(asked.length, 3);
  });

  /** A row of v1.0 for each attempt. */
  const attempted = (event: number, attempt: number, outcome = 'retried') => ({
    event_id: event,
    outcome,
    event: { id: event, resource_name: 'RFIs', event_type: 'update' },
    response_status: outcome === 'ok' ? 200 : 500,
    started_at: `2026-11-22T10:00:${String(attempt).padStart(2, '0')}Z`,
  });

  async function firstDeliveries(answers: Readonly<Record<string, Exchange>>) {
    const opened = open({ ...answers, hooks: answer([hook]) });
    const [found] = await opened.tree.children(await version(opened.tree, 'v1.0'));
    assert.ok(found);
    const [, deliveries] = await opened.tree.children(found);
    assert.ok(deliveries);
    return { ...opened, deliveries };
  }

  it('goes on in deliveries of v1.0 after the last row, and joins attempts of two pages', async () => {
    const first = Array.from({ length: 99 }, (_, index) => attempted(1000 - index, 1, 'ok'));
    const { tree, asked, deliveries } = await firstDeliveries({
      'page_start=500': answer([attempted(500, 2), attempted(500, 1), attempted(499, 1, 'ok')]),
      deliveries: answer([...first, attempted(500, 3, 'ok')]),
    });
    await tree.readMore(await moreOf(tree, deliveries));
    const rows = await tree.children(deliveries);
    assert.equal(rows.length, 101);
    const joined = rows[99];
    assert.ok(joined?.kind === 'delivery');
    assert.equal(joined.delivery.attempts.length, 3);
    assert.equal(asked.length, 3);
  });

  it('ends a list of v1.0 that begins anew instead of going on', async () => {
    const whole = answer(Array.from({ length: 100 }, (_, index) => attempted(1000 - index, 1, 'ok')));
    const { tree, deliveries } = await firstDeliveries({ page_start: whole, deliveries: whole });
    await tree.readMore(await moreOf(tree, deliveries));
    assert.equal((await tree.children(deliveries)).length, 100);
  });

  it('keeps no row that is not shown any more', async () => {
    const { tree } = open({ hooks: answer({ data: [hook] }) });
    const node = await version(tree, 'v2.0');
    const [shown] = await tree.children(node);
    assert.ok(shown);
    await tree.children(shown);
    assert.ok(tree.find(`${shown.id}/deliveries`));
    tree.show({ ...session, company: { id: '9', name: 'Other' } });
    await tree.children();
    assert.equal(tree.find(shown.id), undefined);
    assert.equal(tree.find(`${shown.id}/deliveries`), undefined);
  });

  it('forgets events that the receiver has forgotten', async () => {
    let events = [received({ number: 1 }), received({ number: 2 })];
    const tree = createWebhookTree({
      ask: () => Promise.reject(new Error('unplanned')),
      received: () => events,
      onChange: () => undefined,
    });
    const [receiver] = await tree.children();
    await tree.children(receiver);
    assert.ok(tree.find('webhooks/receiver/1'));
    events = [received({ number: 2 })];
    await tree.children(receiver);
    assert.equal(tree.find('webhooks/receiver/1'), undefined);
    assert.ok(tree.find('webhooks/receiver/2'));
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

  it('shows a cause that was found out in the place of the first guess', async () => {
    const { tree } = open({ hooks: answer({ errors: 'no' }, 403) });
    const node = await version(tree, 'v2.0');
    const [state] = await tree.children(node);
    assert.ok(state?.kind === 'state');
    const found = { ...answer('', 403), diagnoses: sampleDiagnoses('app-not-connected') };
    tree.narrow(state, found);
    assert.deepEqual(kinds(await tree.children(node)), ['state notConnected']);
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

  it('lets go of such a hook when it is gone', async () => {
    const { tree } = open({ hooks: answer({ data: [hook] }) });
    const [found] = await tree.children(await version(tree, 'v2.0'));
    assert.ok(found?.kind === 'hook');
    const { environment, scope, version: name, hook: about } = found;
    const pinned = tree.pin({ environment, scope, version: name, hook: about });
    tree.removed(pinned);
    assert.deepEqual(kinds(await tree.children()), ['receiver', 'scope']);
  });

  it('puts what is known now on the row of such a hook, and on no other', async () => {
    const { tree } = open({ hooks: answer({ data: [hook] }) });
    const [found] = await tree.children(await version(tree, 'v2.0'));
    assert.ok(found?.kind === 'hook');
    const { environment, scope, version: name, hook: about } = found;
    const pinned = tree.pin({ environment, scope, version: name, hook: about });
    assert.deepEqual([tree.isPinned(pinned), tree.isPinned(found)], [true, false]);
    const paused = tree.pin({ ...pinned, hook: { ...about, status: 'disabled' } });
    assert.equal(paused.id, pinned.id);
    assert.equal((await tree.children()).at(-1), paused);
  });

  it('reads both versions of a scope again after a change in one of them', async () => {
    const { tree, asked } = open({ hooks: answer({ data: [hook] }) });
    const both = [await version(tree, 'v2.0'), await version(tree, 'v1.0')];
    const [ofSecond = []] = await Promise.all(both.map(node => tree.children(node)));
    const [found] = ofSecond;
    assert.ok(found);
    tree.changed(found);
    await Promise.all(both.map(node => tree.children(node)));
    assert.equal(asked.length, 4);
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
