import { equal, ok } from 'node:assert/strict';
import { featureContext } from '../../src/httpFile/features/context.ts';
import { remedyFix } from '../../src/httpFile/features/fixes/remedyFixes.ts';
import { parseHttpFile } from '../../src/httpFile/parser.ts';
import { loadBundledCatalog } from '../../src/procore/catalog/bundled.ts';
import type { DiagnosisActionKind } from '../../src/procore/diagnosis/actions.ts';
import type { Exchange } from '../../src/runner/exchange.ts';
import { remediesOf } from '../../src/vscode/remedies/remedyModel.ts';
import { applied } from '../support/applyEdits.ts';
import { runText } from '../support/runText.ts';
import { type Simulated, withSimulator } from '../support/simulated.ts';

const company = '# @company 4264807\n';
const rfis = '/rest/v1.0/projects/310512/rfis';
const body = '{"rfi":{"subject":"Beam","assignee_ids":[8800101],"question":{"body":"Which?"}}}';

/** Somebody breaks a request, is told, takes the first remedy that edits it, and sends again. */
const journeys: readonly (readonly [
  what: string,
  text: string,
  status: number,
  kind: DiagnosisActionKind,
  mended: number,
])[] = [
  ['another version', `${company}GET /rest/v2.0/projects/310512/rfis?per_page=5`, 404, 'useVersion', 200],
  ['a method that the path does not take', `${company}DELETE /rest/v1.0/me`, 404, 'useMethod', 200],
  [
    'a path that is misspelt',
    `${company}GET /rest/v1.0/projects/310512/rfiss?per_page=5`,
    404,
    'usePath',
    200,
  ],
  ['the wrong form of a filter', `${company}GET ${rfis}?filters[status]=open`, 400, 'fixFilter', 200],
  [
    'another content type',
    `${company}POST ${rfis}\nContent-Type: text/plain\n\n${body}`,
    400,
    'addContentType',
    201,
  ],
  [
    'a parameter that is missing',
    `${company}GET /rest/v1.1/punch_items?per_page=5`,
    400,
    'addParameter',
    200,
  ],
  [
    'a company header without a company',
    `GET /rest/v1.1/projects?company_id=4264807\nProcore-Company-Id:\n`,
    403,
    'addCompanyHeader',
    200,
  ],
  [
    'a page that is beyond the last',
    `${company}GET ${rfis}?per_page=50&page=99`,
    200,
    'removeParameters',
    200,
  ],
];

describe('A request that was broken on purpose is mended by a remedy of its diagnosis', () => {
  for (const [what, text, status, kind, mended] of journeys) {
    it(what, () =>
      withSimulator({ spikeLimit: 0 }, async simulated => {
        const broken = await send(simulated, text);
        equal(broken.response?.status, status, broken.response?.body);
        const after = edited(text, broken, kind, simulated);
        const again = await send(simulated, after);
        equal(again.response?.status, mended, `${after}\n${again.response?.body}`);
        ok(!again.diagnoses.some(({ severity }) => severity === 'error'));
      }),
    );
  }
});

async function send({ environment, getToken, clock }: Simulated, text: string): Promise<Exchange> {
  const values = { overrides: {}, host: { '$procore.projectId': '310512' }, processEnv: {} };
  const confirmSend = () => Promise.resolve(true);
  const around = { environment, getToken, clock, catalog: loadBundledCatalog, confirmSend };
  return (await runText(text, { ...around, job: { values } })).exchange;
}

function edited(text: string, exchange: Exchange, kind: DiagnosisActionKind, { environment }: Simulated) {
  const file = parseHttpFile(text);
  const [request] = file.requests;
  ok(request);
  const offered = remediesOf(exchange);
  const remedy = offered.find(({ action }) => action.kind === kind);
  ok(remedy, `${kind} is not among: ${offered.map(({ title }) => title).join(' | ')}`);
  const fix = remedyFix(
    file,
    request,
    remedy.action,
    featureContext({ environment, environments: [environment] }),
  );
  ok(fix, `${remedy.title} edits nothing`);
  return applied(text, fix.edits);
}
