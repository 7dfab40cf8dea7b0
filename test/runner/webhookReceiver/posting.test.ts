import assert from 'node:assert/strict';
import { isSameEvent, readPosting } from '../../../src/runner/webhookReceiver/posting.ts';

const rfi = {
  id: 12,
  ulid: '01HX',
  api_version: 'v2.0',
  event_type: 'update',
  resource_name: 'RFIs',
  resource_id: 77,
  company_id: 1,
  project_id: 2,
};

const post = (body: unknown, headers = {}) => ({
  method: 'POST',
  headers,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

describe('what comes to the webhook receiver', () => {
  it('is an event of the resource that it names', () => {
    const { event, problem, authorization } = readPosting(post(rfi), undefined);
    assert.equal(problem, undefined);
    assert.equal(authorization, 'unchecked');
    assert.deepEqual([event?.id, event?.resourceName, event?.eventType], ['01HX', 'RFIs', 'update']);
  });

  for (const [sent, check] of [
    ['Bearer right-one', 'matches'],
    ['Bearer wrong-one', 'differs'],
    ['bearer right-one', 'differs'],
    [['Bearer right-one', 'Bearer right-one'], 'differs'],
    [undefined, 'missing'],
  ] as const)
    it(`with Authorization ${sent ?? 'left out'}: ${check}`, () => {
      const headers = sent === undefined ? {} : { authorization: sent };
      assert.equal(readPosting(post(rfi, headers), 'Bearer right-one').authorization, check);
    });

  it('shows no credential whole', () => {
    const headers = { authorization: 'Bearer abcdefghijkl', cookie: 'session=1', host: 'a' };
    assert.deepEqual(readPosting(post(rfi, headers), undefined).headers, {
      authorization: '*****hijkl',
      cookie: '*****',
      host: 'a',
    });
  });

  for (const [title, posting, problem] of [
    ['a look by GET', { ...post(''), method: 'GET' }, /posts its events; this is a GET/],
    ['an empty body', post(' '), /empty/],
    ['text', post('hello'), /not JSON/],
    ['a list', post([rfi]), /no object/],
    ['any object', post({ hello: 1 }), /neither an id nor a resource/],
  ] as const)
    it(`that is ${title} is no event, and says why`, () => {
      const read = readPosting(posting, undefined);
      assert.equal(read.event, undefined);
      assert.match(read.problem ?? '', problem);
    });

  it('tells of the same event by its id, whatever else differs', () => {
    const one = readPosting(post(rfi), undefined);
    assert.ok(isSameEvent(one, readPosting(post({ ...rfi, timestamp: 'later' }), undefined)));
    assert.ok(!isSameEvent(one, readPosting(post({ ...rfi, ulid: '01HY' }), undefined)));
  });

  it('is another event where only the last digits of a long id differ', () => {
    const numbered = (id: string) => readPosting(post(`{"id":${id},"resource_name":"RFIs"}`), undefined);
    const one = numbered('9007199254740992');
    assert.equal(one.event?.id, '9007199254740992');
    assert.ok(!isSameEvent(one, numbered('9007199254740993')));
    assert.ok(isSameEvent(one, numbered('9007199254740992')));
  });

  it('tells of the same event by its body where there is no id, and never where it is none', () => {
    const anonymous = readPosting(post({ resource_name: 'RFIs' }), undefined);
    assert.ok(isSameEvent(anonymous, anonymous));
    assert.ok(!isSameEvent(anonymous, readPosting(post({ resource_name: 'Tasks' }), undefined)));
    const none = readPosting(post('x'), undefined);
    assert.ok(!isSameEvent(none, none));
  });
});
