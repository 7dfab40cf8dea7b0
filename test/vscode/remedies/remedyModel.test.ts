import { deepEqual, doesNotMatch, equal, ok } from 'node:assert/strict';
import type { DiagnosisAction } from '../../../src/procore/diagnosis/actions.ts';
import type { Diagnosis } from '../../../src/procore/diagnosis/diagnosis.ts';
import { hoverCommands } from '../../../src/vscode/language/hoverModel.ts';
import {
  kindTitles,
  remediesOf,
  remedyAt,
  remedyCommands,
  remedyTitle,
} from '../../../src/vscode/remedies/remedyModel.ts';

function diagnosis(id: Diagnosis['id'], ...actions: readonly DiagnosisAction[]): Diagnosis {
  const texts = { title: id, cause: '', remedies: [], link: 'https://developers.procore.com/' };
  return { id, severity: 'error', ...texts, actions, fields: [] };
}

describe('The remedies of an answer', () => {
  const filter: DiagnosisAction = { kind: 'fixFilter', from: 'filters[a]', to: 'filters[a][]' };
  const other: DiagnosisAction = { kind: 'fixFilter', from: 'filters[b]', to: 'filters[b][]' };
  const exchange = {
    diagnoses: [
      diagnosis('bad-request-parameter', filter, { kind: 'chooseCompany' }, other),
      diagnosis('unexpected-empty', { kind: 'addCompanyHeader' }, { kind: 'findCause' }),
    ],
  };

  it('come in the order of the diagnoses, what reads alike once', () => {
    deepEqual(
      remediesOf(exchange).map(({ title }) => title),
      [
        'Write filters[a][] for filters[a]',
        'Choose a Company...',
        'Write filters[b][] for filters[b]',
        'Find the Cause',
      ],
    );
  });

  it('are found again by kind and number', () => {
    for (const { action, nth } of remediesOf(exchange))
      deepEqual(remedyAt(exchange, action.kind, nth)?.action, action);
    equal(remedyAt(exchange, 'fixFilter', 2), undefined);
    equal(remedyAt(exchange, 'fixFilter', -1), undefined);
    equal(remedyAt(exchange, 'constructor', 0), undefined);
  });

  it('have titles of one short line, whatever an answer said', () => {
    const hostile = `x\u001b[31m\n\u202e${'y'.repeat(500)}`;
    const actions: readonly DiagnosisAction[] = [
      { kind: 'fixFilter', from: hostile, to: hostile },
      { kind: 'addParameter', in: 'body', name: hostile, type: 'string' },
      { kind: 'enableTool', tool: hostile, url: '', path: '' },
      { kind: 'switchEnvironment', to: hostile },
      { kind: 'removeParameters', names: [hostile] },
    ];
    for (const action of actions) {
      const title = remedyTitle(action);
      doesNotMatch(title, /[\p{Cc}\u202e]/u);
      ok(title.length <= 100, title);
    }
  });

  it('have a command each that a hover may run, and a title without a bracket', () => {
    for (const [kind, title] of Object.entries(kindTitles)) {
      doesNotMatch(title, /[[\]()\\]/, kind);
      ok(hoverCommands.includes(remedyCommands[kind as keyof typeof kindTitles]), kind);
    }
  });
});
