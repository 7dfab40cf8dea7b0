import { equal } from 'node:assert/strict';
import type { RequestNode } from '../../src/httpFile/syntax.ts';
import type { Answer, SendFailure } from '../../src/runner/send.ts';
import type { Tried } from '../../src/runner/tried.ts';
import { createUnreachedOrigins } from '../../src/runner/unreachedOrigins.ts';

const refused: SendFailure = { code: 'ECONNREFUSED', message: 'refused', sent: false };
const cut: SendFailure = { code: 'ECONNRESET', message: 'reset', sent: true };
const answered: Answer = {
  status: 500,
  statusText: '',
  headers: {},
  body: Buffer.alloc(0),
  connection: { dnsMs: null, connectMs: null, tlsMs: null },
  firstByteMs: 1,
};

describe('unreached origins', () => {
  const here = 'http://127.0.0.1:9';
  const run = () => ({ attempted: new Map<RequestNode, Tried>() });

  function after(...outcomes: readonly (Answer | SendFailure)[]) {
    const origins = createUnreachedOrigins();
    const job = run();
    for (const outcome of outcomes) origins.note(job, here, { outcome });
    return { origins, job };
  }

  it('are given up after three requests of a run in a row', () => {
    const { origins, job } = after(refused, refused);
    equal(origins.isGivenUp(job, here), false);
    origins.note(job, here, { outcome: refused });
    equal(origins.isGivenUp(job, here), true);
  });

  for (const [what, outcome] of [
    ['an answer', answered],
    ['a connection that stood', cut],
  ] as const) {
    it(`are tried at length again after ${what}`, () => {
      const { origins, job } = after(refused, refused, refused, outcome, refused);
      equal(origins.isGivenUp(job, here), false);
    });
  }

  it('are known by run and by origin', () => {
    const { origins, job } = after(refused, refused, refused);
    equal(origins.isGivenUp(run(), here), false);
    equal(origins.isGivenUp({}, here), false);
    equal(origins.isGivenUp(job, 'http://127.0.0.1:10'), false);
  });
});
