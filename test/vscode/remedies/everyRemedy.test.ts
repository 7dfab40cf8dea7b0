import { deepEqual, equal, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { featureContext } from '../../../src/httpFile/features/context.ts';
import { remedyFix } from '../../../src/httpFile/features/fixes/remedyFixes.ts';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import { loadBundledCatalog } from '../../../src/procore/catalog/bundled.ts';
import type { DiagnosisActionKind } from '../../../src/procore/diagnosis/actions.ts';
import { diagnose } from '../../../src/procore/diagnosis/diagnose.ts';
import type { DiagnosisInput } from '../../../src/procore/diagnosis/diagnosis.ts';
import { requestRow } from '../../../src/vscode/diagnosticsView/model.ts';
import {
  editsOnly,
  kindTitles,
  mostOffered,
  remediesOf,
  remedyCommands,
} from '../../../src/vscode/remedies/remedyModel.ts';
import { examples } from '../../procore/diagnosis/examples.ts';
import { sampleExchange, sampleSent, wording } from '../../support/sampleExchange.ts';

interface MenuEntry {
  readonly command: string;
  readonly when?: string;
  readonly group?: string;
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly icon?: string }[];
    readonly menus: Readonly<Record<string, readonly MenuEntry[]>>;
  };
}

const manifest: Manifest = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8'),
);
const rowMenu = manifest.contributes.menus['view/item/context'] ?? [];
const catalog = await loadBundledCatalog();
const cases = Object.entries(examples).flatMap(([id, shown]) =>
  Object.entries(shown).map(([claim, input]) => ({
    claim: `${id}: ${claim}`,
    input,
    diagnoses: diagnose(input, catalog),
  })),
);

/** Whether the row menu shows a command beside the label of a row of the Diagnostics view. */
function isInline(command: string, context: string): boolean {
  return rowMenu.some(entry => {
    const item = /^view == procore\.diagnostics && viewItem =~ \/(.*)\/$/.exec(entry.when ?? '')?.[1];
    return (
      entry.command === command &&
      entry.group?.startsWith('inline') === true &&
      item !== undefined &&
      new RegExp(item).test(context)
    );
  });
}

/** The request of an example as it stands in a file. */
function fileOf({ request }: DiagnosisInput) {
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    [value ?? []].flat().map(one => `${name}: ${one}\n`),
  );
  return parseHttpFile(`${request.method} ${request.url}\n${headers.join('')}\n${request.body ?? ''}\n`);
}

describe('Every remedy of every diagnosis', () => {
  it('stands beside the label of its row in the Diagnostics view, with an icon, once', () => {
    for (const { claim, diagnoses } of cases) {
      const row = requestRow(sampleSent({ exchange: sampleExchange({ diagnoses }) }), wording);
      for (const { diagnosis, context } of row.children) {
        if (diagnosis === undefined) continue;
        for (const kind of new Set(diagnosis.actions.map(action => action.kind))) {
          const command = remedyCommands[kind];
          ok(isInline(command, context), `${claim}: ${kind}`);
          const icon = manifest.contributes.commands.find(one => one.command === command)?.icon;
          ok(icon?.startsWith('$('), `${command} has no icon`);
        }
      }
    }
  });

  it('has its place there whichever comes first, and none where it does not apply', () => {
    for (const [kind, command] of Object.entries(remedyCommands)) {
      for (const context of [
        `diagnosis action-${kind}`,
        `diagnosis action-x action-${kind}`,
        `diagnosis action-x action-${kind} action-y`,
      ])
        equal(
          rowMenu.filter(entry => isInline(entry.command, context) && entry.command === command).length > 0,
          true,
          context,
        );
      equal(isInline(command, 'diagnosis'), false, kind);
      equal(isInline(command, `diagnosis action-${kind}Other`), false, kind);
    }
  });

  it('is a code action on its request', () => {
    const context = featureContext({ catalog });
    const missing: string[] = [];
    for (const { claim, input, diagnoses } of cases) {
      const file = fileOf(input);
      const [request] = file.requests;
      ok(request, claim);
      const remedies = remediesOf({ diagnoses });
      ok(remedies.length <= mostOffered, claim);
      missing.push(
        ...remedies
          .filter(({ action }) => editsOnly.has(action.kind) && !remedyFix(file, request, action, context))
          .map(({ title }) => `${claim}: ${title}`),
      );
    }
    deepEqual(missing, []);
  });

  it('is there for all that can be done', () => {
    const wanted: readonly DiagnosisActionKind[] = [
      'signIn',
      'switchEnvironment',
      'addCompanyHeader',
      'chooseCompany',
      'getAllPages',
      'waitAndResend',
      'addContentType',
      'fixFilter',
      'useVersion',
      'openPortal',
      'openAppManagement',
      'openRecord',
      'enableTool',
      'removeAuthorization',
    ];
    const offered = new Set(
      cases.flatMap(({ diagnoses }) => diagnoses.flatMap(({ actions }) => actions.map(({ kind }) => kind))),
    );
    deepEqual(
      wanted.filter(kind => !offered.has(kind)),
      [],
    );
    deepEqual(Object.keys(kindTitles), Object.keys(remedyCommands));
  });
});
