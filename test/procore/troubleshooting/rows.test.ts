import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnosisIds } from '../../../src/procore/diagnosis/diagnosis.ts';
import { apiSupport } from '../../../src/procore/support.ts';
import { rowsOf, troubleRows } from '../../../src/procore/troubleshooting/rows.ts';
import { root } from '../../support/paths.ts';

const manifest: { readonly contributes: { readonly commands: readonly { readonly command: string }[] } } =
  JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

describe('The rows of Troubleshoot', () => {
  it('explain every diagnosis of the contract', () => {
    deepEqual(
      diagnosisIds.filter(id => rowsOf(id).length === 0),
      [],
    );
    equal(rowsOf('wrong-environment')[0]?.id, 'wrong-environment');
  });

  it('name only diagnoses that there are', () => {
    for (const { id, diagnosisIds: named } of troubleRows)
      for (const each of named) ok(diagnosisIds.includes(each), `${id}: ${each}`);
  });

  it('have ids and titles of their own', () => {
    for (const key of ['id', 'title'] as const)
      equal(new Set(troubleRows.map(row => row[key])).size, troubleRows.length);
    for (const { id } of troubleRows) match(id, /^[a-z]+(?:-[a-z]+)*$/);
  });

  it("link to https pages on hosts of Procore's documentation", () => {
    for (const { id, link } of troubleRows) {
      const { protocol, host, username } = new URL(link);
      equal(protocol, 'https:', id);
      ok(['developers.procore.com', 'support.procore.com'].includes(host), link);
      equal(username, '');
    }
  });

  it('name only commands that there are', () => {
    const commands = manifest.contributes.commands.map(({ command }) => command);
    for (const { id, command } of troubleRows)
      if (command !== undefined) ok(commands.includes(command), `${id}: ${command}`);
  });

  it('say symptom, cause and remedy, each in plain text', () => {
    for (const { id, title, symptom, cause, remedies } of troubleRows) {
      ok(remedies.length > 0, id);
      for (const text of [title, symptom, cause, ...remedies]) {
        ok(text.trim() !== '' && text.length < 300, `${id}: ${text}`);
        ok(!/[\n`]|\]\(/.test(text), `${id}: ${text}`);
      }
      for (const sentence of [cause, ...remedies]) match(sentence, /\.$/, id);
    }
  });

  it('are as many as the README says, and so are the hours of API Support', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    match(readme, new RegExp(`\\b${troubleRows.length} rows in all\\b`));
    match(readme, /Monday to Friday, 8 to 5 Pacific Time/);
    match(apiSupport.hours, /^Monday to Friday, 8 am to 5 pm Pacific Time$/);
    for (const name of ['Troubleshoot...', 'Check Service Status', 'Copy Support Report...'])
      ok(readme.includes(`**Procore: ${name}**`), name);
    for (const name of ['Copy as Markdown', 'Copy as Mail']) ok(readme.includes(`**${name}**`), name);
  });

  it('hold what never shows on the wire', () => {
    const silent = troubleRows.filter(row => row.diagnosisIds.length === 0).map(({ id }) => id);
    for (const id of [
      'access-token-lifetime',
      'browser-returns-to-integration',
      'cors',
      'ip-allow-list',
      'json-key-order',
      'monthly-refresh',
      'support-hours',
    ])
      ok(silent.includes(id), id);
  });

  it('name for a 429 sync actions, caching and webhooks, and for pages both signs of more', () => {
    const textOf = (id: string) => troubleRows.find(row => row.id === id)?.remedies.join(' ') ?? '';
    for (const word of [/sync actions/, /[Cc]ache/, /webhooks/]) match(textOf('rate-limit'), word);
    for (const word of [/Link/, /has_next_page/]) match(textOf('pages-missing'), word);
  });
});
