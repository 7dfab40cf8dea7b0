import { deepEqual, equal, match, throws } from 'node:assert/strict';
import { openDesk } from '../support/editorDouble/desk.ts';
import '../support/editorDouble/hook.ts';

const { commands } = await import('vscode');
const { registerStandIns, takeOver } = await import('../../src/vscode/standIns.ts');

describe('A command whose code is not there yet', () => {
  let opened: string[];
  let failures: string[];
  const report = (error: unknown) => void failures.push(String(error));

  /** A stage that takes over the command of its name. */
  const stage = (name: string) => async () => {
    if (opened.includes(name)) return;
    opened.push(name);
    takeOver(name, async (...parameters) => `${name} did ${parameters.join(' and ')}`);
  };

  beforeEach(() => {
    openDesk();
    opened = [];
    failures = [];
  });

  it('opens the stages up to its own, and is done with what was given', async () => {
    const standIns = registerStandIns(['near', 'far'], [stage('near'), stage('far')], report);
    equal(await commands.executeCommand('near', 'this', 'that'), 'near did this and that');
    deepEqual(opened, ['near']);
    equal(await commands.executeCommand('far', 'it'), 'far did it');
    deepEqual(opened, ['near', 'far']);
    standIns.dispose();
  });

  it('opens nothing where a stage took it over before', async () => {
    const standIns = registerStandIns(['near'], [stage('other')], report);
    await stage('near')();
    equal(await commands.executeCommand('near', 'it'), 'near did it');
    deepEqual(opened, ['near']);
    standIns.dispose();
  });

  it('says why its code could not be loaded', async () => {
    const standIns = registerStandIns(['near'], [() => Promise.reject(new Error('no such file'))], report);
    equal(await commands.executeCommand('near'), undefined);
    deepEqual(failures, ['Error: no such file']);
    standIns.dispose();
  });

  it('says that nothing does it, where no stage took it over', async () => {
    const standIns = registerStandIns(['nobody'], [stage('near')], report);
    await commands.executeCommand('nobody');
    match(failures.join(), /Nothing does the command nobody/);
    standIns.dispose();
  });

  it('is taken over by one only, until that one is gone', () => {
    const standIns = registerStandIns(['near'], [], report);
    const first = takeOver('near', async () => 1);
    throws(() => takeOver('near', async () => 2), /done by something else already/);
    first?.dispose();
    equal(takeOver('near', async () => 2) === undefined, false);
    standIns.dispose();
  });

  it('is registered as usual where nobody stands in for it', () => {
    equal(
      takeOver('other', async () => 1),
      undefined,
    );
  });
});
