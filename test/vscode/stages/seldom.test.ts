import { deepEqual } from 'node:assert/strict';
import { openDesk } from '../../support/editorDouble/desk.ts';
import '../../support/editorDouble/hook.ts';

const { registerSeldomCommands } = await import('../../../src/vscode/stages/seldom.ts');

/** A part of the extension of which only is told what is called while commands are registered. */
function partThatTells(name: string, called: string[]): object {
  return new Proxy(() => undefined, {
    get: (_, member) =>
      member === Symbol.toPrimitive ? () => name : partThatTells(`${name}.${String(member)}`, called),
    apply() {
      called.push(name);
      return { dispose() {} };
    },
  });
}

describe('The stage of the seldom commands', () => {
  beforeEach(() => openDesk());

  it('listens only for what they show themselves, since nobody may ever open it', () => {
    const called: string[] = [];
    const stages = Object.values(['start', 'requests', 'workbench']).map(name => partThatTells(name, called));
    Reflect.apply(registerSeldomCommands, undefined, stages).dispose();
    deepEqual(
      called.filter(name => !name.startsWith('start.context.')),
      ['requests.catalogs.onDidChange', 'requests.budgetFeed.onDidChange'],
    );
  });
});
