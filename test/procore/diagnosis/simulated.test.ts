import assert from 'node:assert/strict';
import { loadBundledCatalog } from '../../../src/procore/catalog/bundled.ts';
import type { Catalog } from '../../../src/procore/catalog/catalog.ts';
import { diagnose } from '../../../src/procore/diagnosis/diagnose.ts';
import type { DiagnosisId } from '../../../src/procore/diagnosis/diagnosis.ts';
import { createSimulator } from '../../../src/simulator/simulator.ts';

const company = '4264807';
const rfis = '/rest/v1.0/projects/310512/rfis';
const v2 = `/rest/v2.0/companies/${company}/projects/310512/submittals`;
const rfi = JSON.stringify({ rfi: { subject: 'a', rfi_manager_id: 8800102, question: { body: 'b' } } });

let catalog: Catalog;
before(async () => {
  catalog = await loadBundledCatalog();
});

/** Signs in as the service account, sends one request, and says what is told first. */
async function told(
  fault: string,
  request: string,
  headers: Record<string, string> = {},
): Promise<string | undefined> {
  const simulator = createSimulator({ faults: [fault], environment: 'simulator' }, catalog);
  const origin = 'http://127.0.0.1:4780';
  const [method = 'GET', path = ''] = request.split(' ');
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: simulator.clientId,
    client_secret: simulator.clientSecret,
  });
  const type = 'application/x-www-form-urlencoded';
  const granted = await simulator.fetch(
    new Request(`${origin}/oauth/token`, {
      method: 'POST',
      body: form.toString(),
      headers: { 'content-type': type },
    }),
  );
  const { access_token } = JSON.parse(await granted.text());
  const sent: Record<string, string> = {
    authorization: `Bearer ${access_token}`,
    'procore-company-id': company,
    ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
    ...headers,
  };
  const body = method === 'POST' ? { body: rfi } : {};
  const response = await simulator.fetch(new Request(origin + path, { method, headers: sent, ...body }));
  return diagnose(
    {
      request: { method, url: origin + path, headers: sent, ...body },
      response: {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: await response.text(),
      },
      context: { environment: 'simulator', tokenEnvironment: 'simulator', grant: 'client_credentials' },
    },
    catalog,
  )[0]?.id;
}

describe('What the simulator does wrong is recognised', () => {
  const rows: readonly (readonly [fault: string, id: DiagnosisId | undefined, ...requests: string[]])[] = [
    ['access-token-invalid', 'access-token-invalid', `GET ${rfis}`, `GET ${v2}`],
    ['app-not-connected', 'app-not-connected', `GET ${rfis}`, `GET ${v2}`],
    ['permission-insufficient', 'permission-insufficient', `GET ${rfis}`, `GET ${v2}`],
    // One answer cannot tell these from the one above: the client has to ask further.
    ['tool-disabled', 'permission-insufficient', `GET ${rfis}`],
    ['outside-access-scope', 'permission-insufficient', `GET ${rfis}`],
    ['not-found-or-hidden', 'not-found-or-hidden', `GET ${rfis}`, `GET ${v2}`],
    ['company-header-missing', 'company-header-missing', `GET ${rfis}`, `GET ${v2}`],
    ['unexpected-empty', 'unexpected-empty', `GET ${rfis}`, `GET ${v2}`],
    ['bad-request', 'bad-request-parameter', `GET ${rfis}`, `GET ${v2}`],
    ['unprocessable-field', 'unprocessable-field', `POST ${rfis}`],
    ['record-locked-by-erp', 'record-locked-by-erp', `POST ${rfis}`],
    ['origin-id-taken', 'origin-id-taken', `POST ${rfis}`],
    ['reference-missing', 'reference-missing', `POST ${rfis}`],
    ['invalid-status-transition', 'invalid-status-transition', `POST ${rfis}`],
    ['conflict', 'conflict', `POST ${rfis}`],
    ['payload-too-large', 'payload-too-large', `POST ${rfis}`],
    ['request-timeout', 'request-timeout', `GET ${rfis}`, `GET ${v2}`],
    ['rate-limit-spike', 'rate-limit-spike', `GET ${rfis}`, `GET ${v2}`],
    ['rate-limit-hourly', 'rate-limit-hourly', `GET ${rfis}`, `GET ${v2}`],
    ['server-error', 'server-error', `GET ${rfis}`, `GET ${v2}`],
    ['bad-gateway', 'gateway-error', `GET ${rfis}`],
    ['gateway-timeout', 'gateway-error', `GET ${rfis}`],
    ['service-unavailable', 'service-unavailable', `GET ${rfis}`],
    ['maintenance', 'service-unavailable', `GET ${rfis}`],
    ['link-off', 'more-pages', `GET ${rfis}?per_page=5`],
    ['link-drops-parameters', 'more-pages', `GET ${rfis}?per_page=5`],
    ['clock-skew', 'more-pages', `GET ${rfis}?per_page=5`],
  ];
  for (const [fault, id, ...requests] of rows) {
    for (const request of requests) {
      it(`${fault} at ${request}`, async () => assert.equal(await told(fault, request), id));
    }
  }

  it('a header that is missing, by 400 and by 404', async () => {
    assert.equal(
      await told('rate-headers-off', `GET ${rfis}`, { 'procore-company-id': '' }),
      'company-header-missing',
    );
    assert.equal(
      await told('company-header-404', `GET ${rfis}`, { 'procore-company-id': '' }),
      'company-header-missing',
    );
  });

  it('a path of another version, and one that is not there', async () => {
    assert.equal(
      await told('rate-headers-off', 'GET /rest/v2.0/projects/310512/rfis'),
      'wrong-version-or-path',
    );
    assert.equal(
      await told('rate-headers-off', 'GET /rest/v1.0/projects/310512/rfees'),
      'wrong-version-or-path',
    );
  });

  it('a token that is not one', async () => {
    assert.equal(
      await told('rate-headers-off', 'GET /rest/v1.0/me', { authorization: 'Bearer nonsense' }),
      'access-token-invalid',
    );
    assert.equal(await told('rate-headers-off', 'GET /rest/v1.0/me', { authorization: '' }), 'not-signed-in');
    assert.equal(
      await told('rate-headers-off', 'GET /rest/v1.0/me', { authorization: 'Token x' }),
      'authorization-malformed',
    );
  });
});
