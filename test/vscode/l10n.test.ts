import { deepEqual, equal } from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  bareStrings,
  bundleOf,
  constantTexts,
  editorSources,
  localizedStrings,
  tableStrings,
} from '../support/localizedStrings.ts';
import { root } from '../support/paths.ts';
import { templateTexts } from '../support/templateTexts.ts';

const file = join(root, 'l10n', 'bundle.l10n.json');

describe('The texts of the extension', () => {
  const sources = editorSources();
  const strings = sources.flatMap(localizedStrings);

  it('can all be translated: each is a plain string, with {0} for what changes', () => {
    deepEqual(
      strings.filter(({ message }) => message === undefined).map(({ place }) => place),
      [],
    );
  });

  it('stand in l10n/bundle.l10n.json; npm run golden writes it', () => {
    const bundle = bundleOf([...strings, ...tableStrings()]);
    if (process.env['GOLDEN'] === 'rewrite') writeFileSync(file, bundle);
    equal(readFileSync(file, 'utf8'), bundle);
  });

  it('are shown by no call that leaves them out', () => {
    deepEqual(sources.flatMap(bareStrings), []);
  });

  it('have their places counted from 0, without a gap', () => {
    for (const { place, message = '' } of strings) {
      const places = new Set([...message.matchAll(/\{(\d+)\}/g)].map(([, index]) => Number(index)));
      deepEqual(
        [...places].sort(),
        [...places].map((_, index) => index),
        place,
      );
    }
  });
});

describe('The search for texts', () => {
  const of = (text: string) => ({ path: 'a.ts', text });

  it('reads the first argument of a call, over lines and with escapes', () => {
    const text = "vscode.l10n.t('One');\nvscode.l10n.t(\n  'It\\'s {0}',\n  2,\n);\nvscode.l10n.t(name);\n";
    deepEqual(localizedStrings(of(text)), [
      { place: 'a.ts:1', message: 'One' },
      { place: 'a.ts:2', message: "It's {0}" },
      { place: 'a.ts:6', message: undefined },
    ]);
  });

  it('finds constant titles and sentences, and passes over those with a value', () => {
    const text =
      "/** 'No text here.' */\nconst a = ['Choose it.', `Choose {it} now.`, 'plain', {\n  t: \"It's a Plain Title\" }];\n";
    deepEqual(constantTexts(of(text)), [
      { place: 'a.ts:2', message: 'Choose it.' },
      { place: 'a.ts:3', message: "It's a Plain Title" },
    ]);
  });

  it('makes messages of sentences with values, one for each way to word them', () => {
    const text = `
      // \`No #{text} here.\`
      const who = all ? 'All' : 'Some';
      return [\`#{who} of #{listed(names, 3, 'or')} #{one ? 'waits' : \`wait #{time}\`}.\`,
        \`/rest/#{id}\`, \`Took #{counted(rows, 'row')}.\`];
    `.replaceAll('#', '$');
    const found = templateTexts(of(text));
    deepEqual(
      found.map(({ message }) => message),
      [
        'All of {0} waits.',
        'All of {0} wait {1}.',
        'Some of {0} waits.',
        'Some of {0} wait {1}.',
        'Took {0} row.',
        'Took {0} rows.',
        '{0} row',
        '{0} rows',
      ],
    );
    equal(found[0]?.place, 'a.ts:4');
  });

  it('finds texts that are shown without it, and passes over names and paths', () => {
    const text =
      "box.title = 'Choose one';\nrow = { label: `$(key) `, description: 'POST /rest/v1.0/files' };\nvscode.window.showErrorMessage(`Not here`);\n";
    deepEqual(bareStrings(of(text)), ['a.ts:1: Choose one', 'a.ts:3: Not here']);
  });
});
