import assert from 'node:assert/strict';
import { loadBundledCatalog } from '../../../src/procore/catalog/bundled.ts';
import type { Catalog } from '../../../src/procore/catalog/catalog.ts';
import { diagnose } from '../../../src/procore/diagnosis/diagnose.ts';
import type { Diagnosis, DiagnosisInput } from '../../../src/procore/diagnosis/diagnosis.ts';
import { answered, login, wrote } from './inputs.ts';

let catalog: Catalog;
before(async () => {
  catalog = await loadBundledCatalog();
});

const rfis = '/rest/v1.0/projects/1234/rfis';

function first(input: DiagnosisInput): Diagnosis {
  const found = diagnose(input, catalog)[0];
  assert.ok(found, 'nothing was told');
  return found;
}

describe('A redirect that a write did not follow', () => {
  const elsewhere = { answer: { location: 'https://elsewhere.example/x' } };

  it('is told as a write that was not done', () => {
    for (const status of [307, 308]) {
      const { id, severity, title, cause } = first(wrote(`POST ${rfis}`, { rfi: {} }, status, '', elsewhere));
      assert.equal(id, 'gateway-error');
      assert.equal(severity, 'error');
      assert.equal(title, 'The write was redirected, and not done');
      assert.match(cause, /https:\/\/elsewhere\.example\b/);
    }
  });

  it('is nothing to tell of where the answer says that the write is done', () => {
    assert.deepEqual(diagnose(wrote(`POST ${rfis}`, { rfi: {} }, 303, '', elsewhere), catalog), []);
  });

  it('is nothing to tell of for a read, which was asked not to follow', () => {
    assert.deepEqual(diagnose(answered(`GET ${rfis}`, 307, '', elsewhere), catalog), []);
  });
});

describe('A method that the catalog has', () => {
  it('is not said to be refused by Procore, also where the path exists in another version', () => {
    const { title, cause } = first(answered('GET /rest/v1.0/projects/1234/submittals', 405));
    assert.equal(title, 'The server does not take GET here');
    assert.match(cause, /another server/);
  });

  it('is not said to be missing where the answer is 410', () => {
    const { title, cause } = first(answered(`GET ${rfis}`, 410));
    assert.equal(title, 'The server says that this is gone');
    assert.doesNotMatch(cause, /POST/);
  });
});

describe('408 for a write', () => {
  it('says to look whether it took effect, before anything else', () => {
    const { remedies } = first(wrote(`POST ${rfis}`, { rfi: {} }, 408, ''));
    assert.equal(remedies[0], 'Check whether the write took effect before sending it again: it may have.');
    assert.ok(!remedies.some(text => /page by page/.test(text)));
  });
});

describe('A method that /me does not take', () => {
  it('comes before the company that /me does not need', () => {
    const headers = { authorization: 'Bearer ***' };
    const grant = { context: { grant: 'client_credentials' } } as const;
    const { title } = first(
      answered('POST /rest/v1.0/me', 404, { errors: 'Not Found' }, { headers, ...grant }),
    );
    assert.equal(title, 'The path does not take POST');
  });
});

describe('An address for signing in', () => {
  it('that got the wrong method says which one it takes', () => {
    for (const status of [404, 405]) {
      const { id, title, remedies } = first(answered(`GET ${login}/oauth/token`, status));
      assert.equal(id, 'wrong-version-or-path');
      assert.equal(title, 'The address does not take GET');
      assert.equal(remedies[0], 'Send it as POST.');
    }
    assert.equal(first(answered(`POST ${login}/oauth/token/info`, 404)).remedies[0], 'Send it as GET.');
  });

  it('that was sent to the host of the API says where it belongs', () => {
    const { title, remedies } = first(answered('POST /oauth/token', 404));
    assert.equal(title, 'Signing in is on another host');
    assert.equal(remedies[0], 'Send it to https://login.procore.com.');
  });
});
