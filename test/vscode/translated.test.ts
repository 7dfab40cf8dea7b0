import { deepEqual, equal, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cases } from '../../src/procore/diagnosis/cases/table.ts';
import { diagnose } from '../../src/procore/diagnosis/diagnose.ts';
import type { Diagnosis } from '../../src/procore/diagnosis/diagnosis.ts';
import { simulatorEnvironment } from '../../src/procore/environments.ts';
import { inEnglish } from '../../src/procore/say.ts';
import { troubleRows } from '../../src/procore/troubleshooting/rows.ts';
import { budgetStatus } from '../../src/vscode/budgets/budgetStatusModel.ts';
import { budgetRows } from '../../src/vscode/diagnosticsView/budgetRows.ts';
import { filterText } from '../../src/vscode/diagnosticsView/filter.ts';
import { requestRow } from '../../src/vscode/diagnosticsView/model.ts';
import type { Row } from '../../src/vscode/diagnosticsView/row.ts';
import { environmentStatus } from '../../src/vscode/environments/environmentStatusModel.ts';
import { textReader } from '../../src/vscode/knownTexts.ts';
import { speakAs, translated } from '../../src/vscode/l10n.ts';
import { type HoverPart, hoverParts } from '../../src/vscode/language/hoverModel.ts';
import { requestProblems } from '../../src/vscode/language/problemModel.ts';
import { remediesOf } from '../../src/vscode/remedies/remedyModel.ts';
import { sendQuestionText } from '../../src/vscode/requests/sendQuestionText.ts';
import { responseText } from '../../src/vscode/responses/responseText.ts';
import { troubleText } from '../../src/vscode/troubleshooting/troubleText.ts';
import { examples } from '../procore/diagnosis/examples.ts';
import { root } from '../support/paths.ts';
import { refused, sampleExchange, sampleSent, wording } from '../support/sampleExchange.ts';
import { at, hourlyWindow, report, spikeWindow } from './budgets/sampleBudget.ts';

const bundle: unknown = JSON.parse(readFileSync(join(root, 'l10n', 'bundle.l10n.json'), 'utf8'));
const known = new Set(Object.keys(Object(bundle)));

/** A language of dots: what has letters left was either a value or never up for translation. */
function dotted(message: string, ...values: readonly (string | number)[]): string {
  return inEnglish(known.has(message) ? message.replaceAll(/\p{L}/gu, '·') : message, ...values);
}

const url = 'http://127.0.0.1/12';
const request = { ...sampleExchange().request, name: '1', url, method: '' };
const sent = { label: '1', method: '', target: '/12', environmentTitle: '' };

/** Units, which need no translator, and codes that programs know. */
const allowed = /\b(?:ms|s|min|kB|B|http|me|OK|Forbidden|[a-z]+(?:-[a-z]+)+)\b/g;

const english = (texts: readonly (string | undefined)[]): readonly string[] =>
  texts.filter(text => text !== undefined).filter(text => /\p{L}/u.test(text.replaceAll(allowed, '')));

const textsOf = (row: Row): readonly (string | undefined)[] => [
  row.label,
  row.description,
  row.tooltip,
  row.spoken,
  ...row.children.flatMap(textsOf),
];

const hoverTexts = (parts: readonly HoverPart[]) =>
  parts.flatMap(part =>
    part.kind === 'steps'
      ? [part.label, ...part.steps]
      : [part.text, part.kind === 'text' ? part.label : undefined],
  );

const expired: Diagnosis = {
  id: 'access-token-invalid',
  severity: 'error',
  title: 'App is not connected to this company',
  cause: 'The tool of the resource is not active in that project.',
  remedies: ['Signing in again changes nothing.'],
  link: url,
  actions: [{ kind: 'signIn' }, { kind: 'removeParameters', names: ['1', '2'] }, { kind: 'findCause' }],
  fields: [],
};

const pagination = { page: 1, perPage: 10, total: 45, hasNext: true, pagesRead: 1, rowsRead: 10 };
const rateLimit = { limit: 600, remaining: 590, resetAt: '2026-10-05T06:20:11Z', window: 'hourly' as const };

const exampleTexts = (): readonly string[] =>
  Object.values(examples)
    .flatMap(each => Object.values(each).flatMap(input => diagnose(input)))
    .flatMap(({ title, cause, remedies }) => [title, cause, ...remedies]);

describe('With a translated bundle', () => {
  beforeEach(() => speakAs(dotted, () => [...known]));
  afterEach(() => speakAs());

  it('rows of requests keep no English', () => {
    const rows = [
      requestRow(sampleSent({ ...sent, exchange: refused({ request, diagnoses: [expired] }) }), wording),
      requestRow(
        sampleSent({ ...sent, exchange: sampleExchange({ request, pagination, rateLimit }) }),
        wording,
      ),
    ];
    deepEqual(english(rows.flatMap(textsOf)), []);
  });

  it('rows of rate windows and their warning keep none', () => {
    const budget = report([hourlyWindow(590, '06:20:00'), spikeWindow(1, '06:00:09')]);
    const unnamed = { ...budget, environment: { ...budget.environment, title: '' } };
    const now = at('06:00:05');
    const rows = budgetRows({ budgets: [unnamed], tracks: [], now, warnBelow: 0.1 }, wording);
    deepEqual(english(rows.flatMap(textsOf)), []);
    const status = budgetStatus([unnamed], 0.1, now, wording);
    ok(status);
    deepEqual(english([status.text.replace('$(dashboard)', ''), status.tooltip, status.spoken]), []);
    deepEqual(english([filterText({ onlyFailures: true, environments: [], files: [] }, 1, 2, String)]), []);
  });

  it('hovers, problems and remedies keep none', () => {
    const exchange = refused({ request, diagnoses: [expired], rateLimit });
    const destination = {
      environmentTitle: '',
      host: '1',
      withToken: true,
      account: { label: '1', environment: '', minutesLeft: 82, ended: undefined },
      company: { id: '4266', name: '2' },
    };
    deepEqual(english(hoverTexts(hoverParts(sampleSent({ ...sent, exchange }), destination, wording))), []);
    deepEqual(english(requestProblems(exchange).map(({ message }) => message)), []);
    deepEqual(english(remediesOf(exchange).map(({ title }) => title)), []);
  });

  it('the question before a send and the environment keep none', () => {
    const environment = { ...simulatorEnvironment(url), title: '' };
    const question = {
      environment,
      method: '',
      url,
      account: undefined,
      companyId: '1',
      reason: 'production-write' as const,
    };
    const { title, lines } = sendQuestionText(question, '2');
    deepEqual(english([title, ...lines]), []);
    const account = {
      label: '1',
      grant: 'access_token' as const,
      expiresAt: undefined,
      ended: 'expired' as const,
    };
    const status = environmentStatus(environment, { variables: '1' }, account, wording);
    deepEqual(english([status.text.replaceAll(/\$\(\w+\)/g, ''), status.tooltip, status.spoken]), []);
  });

  it('each title of a diagnosis and every word of Troubleshoot is up for translation', () => {
    deepEqual(
      cases.filter(({ title }) => !known.has(title)),
      [],
    );
    for (const row of troubleRows) {
      const { text } = troubleText({ ...row, link: url, diagnosisIds: [] }, () => '1');
      deepEqual(english(text.split('\n')), [], row.id);
    }
  });

  it('the answer document gives its diagnoses in it', () => {
    const text = responseText(
      sampleSent({ ...sent, exchange: refused({ request, diagnoses: [expired] }) }),
      wording,
    );
    ok(!text.includes(expired.cause) && text.includes(translated(expired.cause)), text);
  });

  it('hardly a text of the examples of all diagnoses keeps its English words', () => {
    const left = exampleTexts().filter(text => translated(text) === text);
    console.log(`      (${left.length} of ${exampleTexts().length} texts are left)`);
    ok(left.length * 50 < exampleTexts().length, left.join('\n'));
  });
});

describe('Without one', () => {
  it('a diagnosis that is taken apart and put together again is the same', () => {
    const read = textReader([...known], inEnglish);
    deepEqual(exampleTexts().map(read), exampleTexts());
  });

  it('models speak English, and a value may read as a place', () => {
    equal(inEnglish('{0} of {1}', '{1}', 2), '{1} of 2');
    equal(inEnglish('{0}'), '{0}');
  });
});
