import { deepEqual, equal, match } from 'node:assert/strict';
import { rowsOf, troubleGroups, troubleRows } from '../../../src/procore/troubleshooting/rows.ts';
import { titlesOf, troubleEntries, troubleText } from '../../../src/vscode/troubleshooting/troubleText.ts';

const titleOf = titlesOf({
  contributes: {
    commands: [
      { command: 'procore.showRateLimits', title: 'Show Rate Limits', category: 'Procore' },
      { command: 'procore.troubleshoot', title: 'Troubleshoot...', category: 'Procore' },
    ],
  },
});

describe('A row of Troubleshoot', () => {
  it('opens with cause, remedies, the command that helps and the page', () => {
    const [row] = rowsOf('rate-limit-spike');
    if (row === undefined) throw new Error('there is no such row');
    const { text, links } = troubleText(row, titleOf);
    match(text, /^429: Too Many Requests\n\nYou see\n {2}Rate limit/);
    match(text, /\nWhat to do\n {2}1\. Wait .*\n {2}2\. Write in batches with sync actions\.\n/);
    match(text, /\nWhat helps: Procore: Show Rate Limits\nPage: https:\/\/developers\.procore\.com\//);
    deepEqual(
      links.map(({ start, end, command }) => [text.slice(start, end), command]),
      [
        ['Procore: Show Rate Limits', 'procore.showRateLimits'],
        ['Procore: Troubleshoot...', 'procore.troubleshoot'],
      ],
    );
  });

  it('names a command by its id where the manifest does not know it', () => {
    equal(titleOf('procore.other'), 'procore.other');
    for (const manifest of [undefined, null, {}, { contributes: { commands: [null, 3, {}] } }])
      equal(titlesOf(manifest)('procore.signIn'), 'procore.signIn');
  });

  it('stands in the list once, under the heading of its group, or on top where it is about the failure', () => {
    const plain = troubleEntries(troubleGroups, [], 'About');
    equal(plain.filter(({ kind }) => kind === 'group').length, troubleGroups.length);
    const first = rowsOf('wrong-environment');
    const sorted = troubleEntries(troubleGroups, first, 'About');
    deepEqual(sorted[0], { kind: 'group', title: 'About' });
    deepEqual(sorted[1], { kind: 'row', row: first[0] });
    const rows = sorted.flatMap(entry => (entry.kind === 'row' ? [entry.row.id] : []));
    equal(rows.length, troubleRows.length);
    equal(new Set(rows).size, troubleRows.length);
  });
});
