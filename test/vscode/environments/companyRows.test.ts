import assert from 'node:assert/strict';
import { simulatorEnvironment } from '../../../src/procore/environments.ts';
import type { Exchange } from '../../../src/runner/exchange.ts';
import type { Sending } from '../../../src/vscode/requests/sender.ts';
import { openDesk } from '../../support/editorDouble/desk.ts';
import '../../support/editorDouble/hook.ts';
import { sampleExchange } from '../../support/sampleExchange.ts';

const environment = simulatorEnvironment('http://127.0.0.1:1', 'staging');
const wrong = { id: '9', name: 'Wrong' };

function answered(status: number, body: unknown = {}): Exchange {
  const text = JSON.stringify(body);
  const response = { status, statusText: 'Said', headers: {}, bodyBytes: text.length, body: text };
  return { ...sampleExchange(), response, error: null, diagnoses: [], pagination: null };
}
const harbor = answered(200, [{ id: 7, name: 'Harbor' }]);
const failed = (code: string): Exchange => ({
  ...answered(0),
  response: null,
  error: { code, message: 'No.' },
});

describe('The companies to choose from', () => {
  /** What came, and which company was named each time: `-` none, `*` the one in use. */
  async function read(inUse: typeof wrong | undefined, answers: readonly Exchange[]) {
    const { companiesBeside } = await import('../../../src/vscode/environments/companyRows.ts');
    const asked: string[] = [];
    const sender = {
      run: async ({ choices }: Sending) => {
        asked.push(choices === undefined ? '*' : (choices.company?.id ?? '-'));
        return answers[asked.length - 1] ?? assert.fail('unplanned');
      },
    };
    const names: string[] = [];
    const { signal } = new AbortController();
    const ended = await (async () => {
      for await (const page of companiesBeside(sender, environment, signal, inUse))
        names.push(...page.map(({ name }) => name));
      return 'whole';
    })().catch((error: Error) => error.constructor.name);
    return { names, asked: asked.join(' '), ended };
  }

  for (const [title, inUse, answers, expected] of [
    ['are those of the one in use', wrong, [harbor], { names: ['Harbor'], asked: '*', ended: 'whole' }],
    [
      'are asked for without a company where the one in use is refused',
      wrong,
      [answered(403), harbor],
      { names: ['Harbor'], asked: '* -', ended: 'whole' },
    ],
    [
      'are refused where they are without one, too',
      wrong,
      [answered(403), answered(403)],
      { names: [], asked: '* -', ended: 'Error' },
    ],
    [
      'are asked for once where none is in use',
      undefined,
      [answered(403)],
      { names: [], asked: '*', ended: 'Error' },
    ],
    [
      'wait for a sign-in',
      wrong,
      [failed('not-signed-in')],
      { names: [], asked: '*', ended: 'SignedOutError' },
    ],
    [
      'are not asked for again once stopped',
      wrong,
      [failed('cancelled')],
      { names: [], asked: '*', ended: 'CancellationError' },
    ],
  ] as const)
    it(title, async () => assert.deepEqual(await read(inUse, answers), expected));
});

describe('A list that cannot be read on', () => {
  async function* broken(error: unknown): AsyncGenerator<readonly string[]> {
    yield ['one'];
    throw error;
  }
  async function read(error: unknown): Promise<readonly string[]> {
    const { orSaid } = await import('../../../src/vscode/environments/companyRows.ts');
    const rows: string[] = [];
    for await (const page of orSaid(broken(error))) rows.push(...page);
    return rows;
  }

  it('ends with what was read, and says why', async () => {
    const desk = openDesk();
    assert.deepEqual(await read(new Error('The host is not known.')), ['one']);
    assert.deepEqual(
      desk.seen.map(({ sink, text }) => `${sink}: ${text}`),
      ['message: The host is not known.'],
    );
  });

  it('is shown anew where somebody has to sign in, and closed where it was given up', async () => {
    const desk = openDesk();
    const { CancellationError } = await import('vscode');
    const { SignedOutError } = await import('../../../src/vscode/environments/listPages.ts');
    await assert.rejects(read(new SignedOutError('No.')), SignedOutError);
    await assert.rejects(read(new CancellationError()), CancellationError);
    assert.deepEqual(desk.seen, []);
  });
});
