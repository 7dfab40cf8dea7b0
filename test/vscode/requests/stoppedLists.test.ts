import { deepEqual, equal, ok } from 'node:assert/strict';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import { requestKeys } from '../../../src/vscode/requests/requestKeys.ts';
import { createStoppedLists } from '../../../src/vscode/requests/stoppedLists.ts';
import { sampleExchange } from '../../support/sampleExchange.ts';

const text = '# @name rfis\nGET /rest/v1.0/rfis?token=s3cret\n';
const cancelled = { code: 'cancelled', message: 'Cancelled.' };
const pagination = { page: 5, perPage: 100, total: 2000, hasNext: true, pagesRead: 5, rowsRead: 500 };
const stopped = sampleExchange({ pagination, error: cancelled });
const whole = sampleExchange({ pagination: { ...pagination, hasNext: false, rowsRead: 2000 } });

function openWorkspace() {
  const kept = new Map<string, unknown>();
  return {
    text: () => JSON.stringify([...kept]),
    // Each is another window of the same workspace.
    lists: () =>
      createStoppedLists({
        get: <T>(name: string) => kept.get(name) as T | undefined,
        update: async (name, value) => {
          kept.set(name, value);
        },
      }),
  };
}

function asked(changes: { text?: string; document?: string; environment?: string; company?: string } = {}) {
  const file = parseHttpFile(changes.text ?? text);
  const [key, request] = [...requestKeys(file)][0] ?? [];
  ok(key !== undefined && request !== undefined);
  const { document = 'file:///a.http', environment = 'sandbox', company = '42' } = changes;
  return { file, key, request, document, environment, company };
}

describe('A list that was stopped', () => {
  it('is known after a restart, with how far it got, and nothing of its text is kept', () => {
    const workspace = openWorkspace();
    workspace.lists().note(asked(), stopped, true);
    deepEqual(workspace.lists().of(asked()), { rowsRead: 500, total: 2000 });
    ok(!/rfis|s3cret/.test(workspace.text()));
  });

  for (const [what, changes] of [
    ['another environment', { environment: 'production' }],
    ['another company', { company: '43' }],
    ['another text', { text: `${text}Accept: text/plain\n` }],
    ['another file', { document: 'file:///b.http' }],
  ] as const) {
    it(`is not offered for ${what}`, () => {
      const workspace = openWorkspace();
      workspace.lists().note(asked(), stopped, true);
      equal(workspace.lists().of(asked(changes)), undefined);
    });
  }

  it('is forgotten when all of it has come', () => {
    const lists = openWorkspace().lists();
    lists.note(asked(), stopped, true);
    lists.note(asked(), whole, true);
    equal(lists.of(asked()), undefined);
  });

  it('is one where all pages were asked for, by hand or by its flag', () => {
    const lists = openWorkspace().lists();
    lists.note(asked(), stopped, false);
    equal(lists.of(asked()), undefined);
    const flagged = asked({ text: `# @allPages\n${text}` });
    lists.note(flagged, stopped, false);
    equal(lists.of(flagged)?.rowsRead, 500);
  });

  it('makes room for the newest five', () => {
    const lists = openWorkspace().lists();
    for (const one of ['1', '2', '3', '4', '5', '6'])
      lists.note(asked({ document: `file:///${one}` }), stopped, true);
    equal(lists.of(asked({ document: 'file:///1' })), undefined);
    equal(lists.of(asked({ document: 'file:///2' }))?.rowsRead, 500);
  });
});
