import assert from 'node:assert/strict';
import { redirectPorts } from '../../../src/procore/redirectUris.ts';
import { readRedirectPorts } from '../../../src/vscode/auth/redirectPorts.ts';

describe('Redirect ports of the user', () => {
  const cases: readonly (readonly [what: string, value: unknown, ports: readonly number[]])[] = [
    ['are tried in their order', [9876, 4567], [9876, 4567]],
    ['count once', [9876, 9876], [9876]],
    ['leave out what is no port', [0, 70_000, 1.5, '80', null, 80], [80]],
    ['are the usual ones where there is none', [], redirectPorts],
    ['are the usual ones where the setting is no list', 9876, redirectPorts],
  ];
  for (const [what, value, ports] of cases) it(what, () => assert.deepEqual(readRedirectPorts(value), ports));
});
