import assert from 'node:assert/strict';
import { builtInEnvironments, simulatorEnvironment } from '../../../src/procore/environments.ts';
import { askEnvironment, type EnvironmentAsker } from '../../../src/vscode/environments/askEnvironment.ts';
import type { Said } from '../../../src/vscode/operations/inputs.ts';

const known = [...builtInEnvironments, simulatorEnvironment('http://127.0.0.1:27570')];

/** `back`, the label of a row, or texts that are typed until one is taken. */
type Answer = 'back' | 'give up' | string | readonly string[];

/** Answers in this order; `asked` is what each question showed, and what it said of a text. */
function answering(...answers: readonly Answer[]): { asker: EnvironmentAsker; asked: string[] } {
  const left = [...answers];
  const asked: string[] = [];
  const asker: EnvironmentAsker = {
    async row<T>(options: Parameters<EnvironmentAsker['row']>[0]): Promise<Said<T>> {
      asked.push(`${options.step.step} ${options.rows.map(({ label }) => label).join(' | ')}`);
      const answer = left.shift();
      if (answer === 'back') return 'back';
      const row = options.rows.find(({ label }) => label === answer);
      return row && { value: row.value as T };
    },
    async text({ step, value, problem }) {
      asked.push(`${step.step} ${value}`);
      const answer = left.shift();
      if (answer === 'back') return 'back';
      if (answer === undefined || answer === 'give up') return undefined;
      for (const typed of typeof answer === 'string' ? [answer] : answer) {
        const found = await problem(typed);
        if (found === undefined) return { value: typed };
        asked.push(`! ${found}`);
      }
      return undefined;
    },
    knows: async hostname => !hostname.endsWith('.invalid'),
  };
  return { asker, asked };
}

const later = 'An app of its own, later';

describe('The questions for a new environment', () => {
  it('come to an entry of the setting, with the hosts of what it is like', async () => {
    const { asker, asked } = answering(
      'Developer Sandbox',
      'Our Sandbox',
      'https://login-sandbox.procore.com',
      'https://sandbox.procore.com',
      later,
    );
    assert.deepEqual(await askEnvironment(known, asker), {
      entry: {
        name: 'our-sandbox',
        title: 'Our Sandbox',
        loginUrl: 'https://login-sandbox.procore.com',
        apiUrl: 'https://sandbox.procore.com',
        production: false,
      },
      connects: false,
    });
    assert.deepEqual(asked.slice(1, 4), [
      '2 ',
      '3 https://login-sandbox.procore.com',
      '4 https://sandbox.procore.com',
    ]);
  });

  it('offer the app of production first where Monthly takes it, and never that of the simulator', async () => {
    const { asker, asked } = answering(
      ...['Monthly Sandbox', 'Month', 'https://login-sandbox-monthly.procore.com'],
      ...['https://api-monthly.procore.com', 'The app of Production'],
    );
    const made = await askEnvironment(known, asker);
    assert.equal(made?.entry.credentialsOf, 'production');
    assert.equal(
      asked.at(-1),
      '5 An app of its own, later | An app of its own, now... | The app of Production | The app of Developer Sandbox | The app of Federal Zone',
    );
  });

  it('go back one by one, keep what was answered, and forget hosts of another kind', async () => {
    const { asker, asked } = answering(
      ...['Federal Zone', 'Own', 'https://login.procoregov.com', 'back', 'back', 'back'],
      ...['Other, for tests', 'Own', 'login.example.com', 'api.example.com', 'An app of its own, now...'],
    );
    const made = await askEnvironment(known, asker);
    assert.deepEqual(
      asked.map(each => each.replace(/^([15]) .*/, '$1')),
      [
        ...['1', '2 ', '3 https://login.procoregov.com', '4 https://api.procoregov.com'],
        ...['3 https://login.procoregov.com', '2 Own', '1', '2 Own', '3 ', '4 ', '5'],
      ],
    );
    assert.deepEqual(
      [made?.entry.loginUrl, made?.entry.apiUrl, made?.connects],
      ['https://login.example.com', 'https://api.example.com', true],
    );
  });

  it('say why a host is none, and take one that is doubted at the second Enter', async () => {
    const { asker, asked } = answering(
      ...[
        'Other, real data',
        'Own',
        ['http://login.example.com', 'login.exmaple.invalid', 'login.exmaple.invalid'],
      ],
      ...[['app.procore.com', 'app.procore.com'], later],
    );
    const made = await askEnvironment(known, asker);
    assert.deepEqual(
      asked.filter(each => each.startsWith('!')),
      [
        '! Tokens go over https only; http is for hosts of this machine, such as 127.0.0.1.',
        '! The network knows no host login.exmaple.invalid: check the spelling. Press Enter again to keep it.',
        '! That is not where the API answers: the API host of Production is api.procore.com. Press Enter again to keep it.',
      ],
    );
    assert.equal(made?.entry.loginUrl, 'https://login.exmaple.invalid');
    assert.equal(made?.entry.production, true);
  });

  it('come to nothing where somebody gives up', async () => {
    assert.equal(await askEnvironment(known, answering('give up').asker), undefined);
    assert.equal(await askEnvironment(known, answering('Federal Zone', 'Own', 'give up').asker), undefined);
  });
});
