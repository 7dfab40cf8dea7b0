import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { commandId, contextKey, viewId } from '../../src/vscode/commandIds.ts';

const root = path.join(import.meta.dirname, '..', '..');
const manifestText = readFileSync(path.join(root, 'package.json'), 'utf8');
const contributes: {
  readonly commands: readonly { readonly command: string; readonly category: string }[];
  readonly menus: Readonly<Record<string, readonly { readonly command: string }[]>>;
  readonly keybindings: readonly { readonly command: string }[];
  readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
  readonly configuration: {
    readonly properties: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
} = JSON.parse(manifestText).contributes;
const texts: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(path.join(root, 'package.nls.json'), 'utf8'),
);

const named = (pattern: RegExp): readonly string[] =>
  [...manifestText.matchAll(pattern)].map(match => match[1] ?? '');

describe('The manifest', () => {
  const commands = contributes.commands.map(({ command }) => command);

  it('contributes exactly the commands that the code knows, in one category', () => {
    assert.deepEqual([...commands].sort(), Object.values(commandId).sort());
    for (const { category } of contributes.commands) assert.equal(category, 'Procore');
  });

  it('has no menu entry or key without a command', () => {
    for (const { command } of [...Object.values(contributes.menus).flat(), ...contributes.keybindings])
      assert.ok(commands.includes(command), command);
  });

  it('contributes the views that the code makes', () => {
    assert.deepEqual(
      Object.values(contributes.views).flatMap(views => views.map(({ id }) => id)),
      Object.values(viewId),
    );
  });

  it('asks only for context keys that the code sets', () => {
    const known = new Set<string>([...Object.values(contextKey), ...Object.values(viewId)]);
    for (const condition of named(/"(?:when|enablement)": "([^"]+)"/g))
      for (const [key] of condition.matchAll(/procore\.\w+/g)) assert.ok(known.has(key), key);
  });

  it('has a text for every placeholder, and no text too many', () => {
    assert.deepEqual([...new Set(named(/"%([\w.]+)%"/g))].sort(), Object.keys(texts).sort());
  });

  it('links only to commands that exist', () => {
    for (const text of Object.values(texts))
      for (const [, command] of text.matchAll(/\(command:(procore\.\w+)\)/g))
        assert.ok(commands.includes(command ?? ''), command);
  });

  it('names only files that exist', () => {
    for (const file of named(/"(?:\.\/)?(media\/[\w./-]+)"/g))
      assert.ok(existsSync(path.join(root, file)), file);
  });

  it('explains every setting, and lets no workspace say where tokens go', () => {
    for (const [name, setting] of Object.entries(contributes.configuration.properties))
      assert.equal(typeof setting['markdownDescription'], 'string', name);
    for (const name of ['procore.environments', 'procore.environment.default', 'procore.simulator.port'])
      assert.match(String(contributes.configuration.properties[name]?.['scope']), /^(application|machine)$/);
  });
});
