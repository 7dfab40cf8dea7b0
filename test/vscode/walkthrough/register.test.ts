import assert from 'node:assert/strict';
import type { SignedInAccount } from '../../../src/vscode/auth/register.ts';
import { createSentRequests } from '../../../src/vscode/requests/sentRequests.ts';
import { openDesk } from '../../support/editorDouble/desk.ts';
import '../../support/editorDouble/hook.ts';
import { sampleExchange, sampleSent } from '../../support/sampleExchange.ts';

const ana: SignedInAccount = {
  label: 'ana@firm.example',
  environment: 'sandbox',
  expiresAt: undefined,
  grant: 'authorization_code',
  ended: undefined,
};

describe('The walkthrough', () => {
  async function open(...[account]: readonly (SignedInAccount | undefined)[]) {
    const desk = openDesk();
    const vscode = await import('vscode');
    const { createEnvironments } = await import('../../../src/vscode/environments/environments.ts');
    const { registerWalkthrough } = await import('../../../src/vscode/walkthrough/register.ts');
    const kept = new Map<string, unknown>();
    const environments = createEnvironments({
      keys: () => [...kept.keys()],
      get: (key: string) => kept.get(key),
      update: async (key: string, value: unknown) => void kept.set(key, value),
    } as import('vscode').Memento);
    const sent = createSentRequests();
    const signed = new vscode.EventEmitter<void>();
    const authentication = { account: async () => account, onDidChange: signed.event };
    let now = 0;
    registerWalkthrough({ sent, environments, authentication, now: () => now });
    return {
      environments,
      sent,
      signed,
      wait: (milliseconds: number) => {
        now += milliseconds;
      },
      /** The keys that were true, each gone again. */
      async told(): Promise<readonly string[]> {
        await new Promise(resolve => setImmediate(resolve));
        const keys = desk.seen
          .filter(({ sink, text }) => sink === 'command' && text.startsWith('setContext'))
          .map(({ text }) => text.replaceAll('\n', ' '));
        const on = keys.filter(text => text.endsWith('true')).map(text => text.split(' ')[1] ?? '');
        const off = keys.filter(text => text.endsWith('false')).map(text => text.split(' ')[1] ?? '');
        assert.deepEqual(off, on);
        return on;
      },
    };
  }
  const project = { id: '2', name: 'Riverside', companyId: '1' };

  it('ticks nothing off before anything has happened', async () => {
    assert.deepEqual(await (await open()).told(), []);
  });

  it('ticks off the choice of a project, each time, and not that a company or none was chosen', async () => {
    const { environments, told } = await open();
    await environments.chooseCompany('simulator', { id: '1', name: 'Harbor' });
    await environments.chooseProject('simulator', undefined);
    assert.deepEqual(await told(), []);
    await environments.chooseProject('simulator', project);
    await environments.chooseProject('simulator', project);
    assert.deepEqual(await told(), ['procore.projectChosen', 'procore.projectChosen']);
  });

  it('tells answers of a run once in a while', async () => {
    const { sent, told, wait } = await open();
    const answer = (key: string) =>
      sent.put(sampleSent({ key, exchange: sampleExchange({ diagnoses: [] }) }));
    answer('a');
    answer('b');
    wait(1000);
    answer('c');
    assert.deepEqual(await told(), ['procore.answered', 'procore.answered']);
  });

  for (const [title, environment, account, expected] of [
    ["a sign-in to one's own", 'sandbox', ana, ['procore.connected']],
    ['no sign-in to the simulator', 'simulator', ana, []],
    ['no session that has ended', 'sandbox', { ...ana, ended: 'revoked' }, []],
    ['no sign-out', 'sandbox', undefined, []],
  ] as const)
    it(`ticks off ${title}`, async () => {
      const { environments, signed, told } = await open(account);
      await environments.activate(environment);
      signed.fire();
      assert.deepEqual(await told(), expected);
    });
});
