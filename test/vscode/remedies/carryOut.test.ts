import { deepEqual } from 'node:assert/strict';
import type { DiagnosisAction } from '../../../src/procore/diagnosis/actions.ts';
import { builtInEnvironments } from '../../../src/procore/environments.ts';
import type { RemedyParts } from '../../../src/vscode/remedies/carryOut.ts';
import { desk, openDesk } from '../../support/editorDouble/desk.ts';
import '../../support/editorDouble/hook.ts';
import { sampleExchange } from '../../support/sampleExchange.ts';

// Once the hook has given them an editor.
const vscode = await import('vscode');
const { carryOut } = await import('../../../src/vscode/remedies/carryOut.ts');

/** What is noted as tried when `action` is carried out while the commands do as `commands` says. */
async function tried(
  action: DiagnosisAction,
  commands: Readonly<Record<string, () => unknown>>,
  active: () => string = () => 'production',
  edits = false,
): Promise<readonly string[]> {
  openDesk();
  const noted: string[] = [];
  const registered = Object.entries(commands).map(([id, run]) => vscode.commands.registerCommand(id, run));
  const environments = {
    find: (name: string) => builtInEnvironments.find(each => each.name === name),
    active: () => builtInEnvironments.find(each => each.name === active()),
  };
  const parts = {
    environments,
    tried: { note: (_document: string, _key: string, what: string) => void noted.push(what) },
    editRequest: async () => edits,
  } as unknown as RemedyParts;
  try {
    const exchange = sampleExchange({ environment: 'production' });
    await carryOut(parts, { document: 'file:///a.http', key: 'a', exchange }, action);
  } finally {
    for (const one of registered) one.dispose();
  }
  return noted;
}

describe('A remedy that was carried out', () => {
  const signIn: DiagnosisAction = { kind: 'signIn', environment: 'production' };

  it('counts as tried when somebody has signed in, not when the sign-in was closed', async () => {
    deepEqual(await tried(signIn, { 'procore.signIn': () => true }), ['Sign In Again']);
    deepEqual(await tried(signIn, { 'procore.signIn': () => false }), []);
    deepEqual(await tried(signIn, { 'procore.signIn': () => undefined }), []);
  });

  it('counts as tried when the environment is another one, not when the list was closed', async () => {
    let active = 'production';
    const to: DiagnosisAction = { kind: 'switchEnvironment', to: 'sandbox' };
    const choose = () => {
      active = 'sandbox';
    };
    const chosen = { 'procore.switchEnvironment': choose };
    const closed = { 'procore.switchEnvironment': () => undefined };
    deepEqual(await tried({ kind: 'switchEnvironment' }, closed, () => active), []);
    deepEqual(await tried(to, closed, () => active), []);
    deepEqual(await tried({ kind: 'switchEnvironment' }, chosen, () => active), ['Switch Environment...']);
    active = 'production';
    deepEqual(await tried(to, chosen, () => active), ['Switch to sandbox']);
  });

  it('takes an empty company line out before it asks for a company', async () => {
    deepEqual(await tried({ kind: 'addCompanyHeader' }, {}, undefined, true), []);
    deepEqual(
      desk.seen.filter(({ sink }) => sink === 'list'),
      [],
    );
  });
});
