import assert from 'node:assert/strict';
import { diagnose } from '../../../src/procore/diagnosis/diagnose.ts';
import { answered, broke } from './inputs.ts';

describe('A request without an answer', () => {
  const local = (code: string) => {
    const input = broke(code);
    return { ...input, request: { ...input.request, url: 'http://127.0.0.1:27570/rest/v1.0/me' } };
  };

  it("is told of Procore's status page only where Procore was to answer", () => {
    for (const code of ['ETIMEDOUT', 'ECONNRESET']) {
      assert.match(diagnose(broke(code))[0]?.remedies.join() ?? '', /status\.procore\.com/);
      assert.doesNotMatch(diagnose(local(code))[0]?.remedies.join() ?? '', /status\.procore\.com/);
    }
  });

  it('is not said to have been slow where it never went out', () => {
    const [found] = diagnose(
      broke('ETIMEDOUT', 'The time that the request was given is over. Nothing was sent.'),
    );
    assert.equal(found?.id, 'timeout');
    assert.match(found.cause, /before it went out to api\.procore\.com/);
    assert.match(found.remedies.join(), /@timeout/);
    assert.doesNotMatch(`${found.cause} ${found.remedies.join()}`, /did not finish|status\.procore/);
  });

  it('is to be looked after first where it was a write, before anything is sent again', () => {
    const first = (method: string, code: string) => {
      const input = broke(code);
      return diagnose({ ...input, request: { ...input.request, method } })[0]?.remedies[0] ?? '';
    };
    for (const code of ['ECONNRESET', 'UND_ERR_SOCKET', 'ETIMEDOUT', 'Z_DATA_ERROR']) {
      for (const method of ['POST', 'PATCH', 'PUT', 'DELETE'])
        assert.match(first(method, code), /^Check whether the write took effect before/);
      for (const method of ['GET', 'HEAD']) assert.doesNotMatch(first(method, code), /the write/);
    }
  });

  it('is called a broken connection, or a broken answer, where there was one', () => {
    for (const code of ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']) {
      assert.equal(diagnose(broke(code))[0]?.title, 'The connection broke');
      const input = answered('GET /rest/v1.0/me', 200, '{"id":', { error: { code, message: 'x' } });
      assert.equal(diagnose(input)[0]?.title, 'The answer broke off');
    }
    assert.equal(diagnose(broke('ECONNREFUSED'))[0]?.title, 'No connection');
  });

  it('in time is told to ask for less only where it asks', () => {
    const remedies = (method: string) => diagnose(broke('ETIMEDOUT', 'x', method))[0]?.remedies.join() ?? '';
    assert.match(remedies('GET'), /a smaller per_page/);
    assert.doesNotMatch(remedies('POST'), /per_page|date range/);
    assert.match(remedies('POST'), /send less of it in one call/);
  });

  it('needs no look where no connection came about', () => {
    for (const code of [
      'EHOSTUNREACH',
      'ENETUNREACH',
      'UND_ERR_CONNECT_TIMEOUT',
      'ENOTFOUND',
      'ECONNREFUSED',
    ]) {
      const input = broke(code);
      const [found] = diagnose({ ...input, request: { ...input.request, method: 'POST' } });
      assert.doesNotMatch(found?.remedies.join() ?? '', /the write/);
    }
  });

  it('is not said to lack pages where its answer broke off', () => {
    const cut = answered('GET /rest/v1.0/projects/1234/rfis', 200, '[{"id":1', {
      answer: { link: '<?page=2>; rel="next"', total: '450' },
      error: { code: 'body-cut', message: 'The answer is not whole.' },
      pagination: { page: 1, total: 450, hasNext: true, rowsRead: 0 },
    });
    const [found, ...others] = diagnose(cut);
    assert.deepEqual(others, []);
    assert.deepEqual([found?.title, found?.severity], ['The answer broke off', 'error']);
    assert.match(found?.cause ?? '', /^The JSON that came from api\.procore\.com ends in the middle\.$/);
  });

  it('is not said to have had no connection where something else than HTTP answered', () => {
    const [found] = diagnose(broke('HTTPParserError'));
    assert.equal(found?.title, 'The answer is not HTTP');
    assert.doesNotMatch(`${found.cause} ${found.remedies.join()}`, /no way|VPN/);
  });

  it('is not sent to look at the clock where the server speaks plain http', () => {
    const [found] = diagnose(broke('ERR_SSL_WRONG_VERSION_NUMBER'));
    assert.match(found?.remedies[0] ?? '', /wants http:\/\/ instead/);
    assert.doesNotMatch(found?.remedies.join() ?? '', /clock/);
  });

  it('is not said to have had no connection where its answer could not be unpacked', () => {
    const [found] = diagnose(broke('Z_DATA_ERROR'));
    assert.equal(found?.title, 'The answer could not be unpacked');
    assert.match(found.cause, /^api\.procore\.com answered, but the body could not be unpacked\./);
  });
});
