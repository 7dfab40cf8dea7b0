import assert from 'node:assert/strict';
import { createSentRequests, succeeded } from '../../../src/vscode/requests/sentRequests.ts';
import { refused, sampleExchange, sampleSent } from '../../support/sampleExchange.ts';

const keys = (requests: ReturnType<typeof createSentRequests>) => requests.list().map(({ key }) => key);

describe('Sent requests', () => {
  it('hold one entry a request, the latest first', () => {
    const requests = createSentRequests();
    requests.put(sampleSent({ key: 'a', startedAt: 1 }));
    requests.put(sampleSent({ key: 'b', startedAt: 2 }));
    requests.put(sampleSent({ key: 'a', startedAt: 3 }));
    assert.deepEqual(keys(requests), ['a', 'b']);
  });

  it('leave a running request in its place while it reports progress', () => {
    const requests = createSentRequests();
    requests.put(sampleSent({ key: 'a', startedAt: 1, exchange: undefined }));
    requests.put(sampleSent({ key: 'b', startedAt: 2 }));
    requests.put(sampleSent({ key: 'a', startedAt: 1, progress: 'Page 2 read' }));
    assert.deepEqual(keys(requests), ['b', 'a']);
    assert.equal(requests.get('file:///tour.http', 'a')?.progress, 'Page 2 read');
  });

  it('forget the oldest finished ones beyond the limit, but none that runs', () => {
    const requests = createSentRequests(2);
    requests.put(sampleSent({ key: 'running', startedAt: 1, exchange: undefined }));
    for (const [index, key] of ['a', 'b', 'c'].entries())
      requests.put(sampleSent({ key, startedAt: index + 2 }));
    assert.deepEqual(keys(requests), ['c', 'b', 'running']);
  });

  it('are cleared but for the running ones, and tell which went', () => {
    const requests = createSentRequests();
    requests.put(sampleSent({ key: 'done', startedAt: 1 }));
    requests.put(sampleSent({ key: 'running', startedAt: 2, exchange: undefined }));
    const told: string[] = [];
    requests.onDidChange(changed => told.push(...changed.map(({ key }) => key)));
    requests.clear();
    assert.deepEqual(keys(requests), ['running']);
    assert.deepEqual(told, ['done']);
  });

  it('stop telling a disposed listener', () => {
    const requests = createSentRequests();
    let told = 0;
    requests
      .onDidChange(() => {
        told += 1;
      })
      .dispose();
    requests.put(sampleSent());
    assert.equal(told, 0);
  });
});

describe('A sending', () => {
  const asserted = (passed: boolean) => [{ text: 'status == 403', line: 2, passed, actual: '403' }];

  it('succeeded with a status below 400', () => assert.equal(succeeded(sampleExchange()), true));
  it('failed with a 403', () => assert.equal(succeeded(refused()), false));
  it('succeeded with a 403 that it asserts', () =>
    assert.equal(succeeded(refused({ asserts: asserted(true) })), true));
  it('failed where an assertion did', () =>
    assert.equal(succeeded(sampleExchange({ asserts: asserted(false) })), false));
  it('failed where nothing came back', () =>
    assert.equal(succeeded(sampleExchange({ response: null, error: { code: 'x', message: 'y' } })), false));
});
