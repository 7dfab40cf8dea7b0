import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { commandId, contextKey, viewId } from '../../src/vscode/commandIds.ts';
import { commandsOf, contributes, hidden, manifestText, textOf, texts, waysTo } from '../support/manifest.ts';
import { root } from '../support/paths.ts';
import { isRemedy, readmeWithReference } from '../support/reference.ts';

const readmeFile = path.join(root, 'README.md');

const named = (pattern: RegExp): readonly string[] =>
  [...manifestText.matchAll(pattern)].map(match => match[1] ?? '');

/** Keys of the editor's own that conditions may ask for. */
const editorKeys = new Set([
  ...[
    'editorHasSelection',
    'editorLangId',
    'editorTextFocus',
    'focusedView',
    'inputFocus',
    'isWorkspaceTrusted',
  ],
  ...['listFocus', 'listMultiSelection', 'resourceScheme', 'view', 'viewItem', 'isWeb', 'resourceLangId'],
]);

/** Commands of the editor's own that keys run beside ours. */
const editorCommands = new Set(['list.select']);

/** All of the editor's part of the extension. */
const sourceText = () =>
  globSync(['src/extension.ts', 'src/vscode/**/*.ts'], { cwd: root })
    .filter(file => !file.endsWith('commandIds.ts'))
    .map(file => readFileSync(path.join(root, file), 'utf8'))
    .join('\n');

/** The names that a condition asks for; what they are compared with is left out. */
function keysOf(condition: string): readonly string[] {
  return condition
    .replaceAll(/(?:==|!=|=~|>=|<=|<|>)\s*(?:'[^']*'|\/(?:\\.|[^/])*\/\w*|[\w.-]+)/g, ' ')
    .split(/&&|\|\||[()!]/)
    .map(part => part.trim())
    .filter(part => part !== '' && part !== 'true' && part !== 'false');
}

const small = new Set([
  'a',
  'an',
  'the',
  'of',
  'in',
  'as',
  'to',
  'for',
  'with',
  'or',
  'and',
  'by',
  'at',
  'on',
  'from',
  'into',
]);
function isTitleCase(title: string): boolean {
  return title
    .replace(/\.\.\.$/, '')
    .split(' ')
    .every((word, index) => /^[A-Z(]/.test(word) || word === 'cURL' || (index > 0 && small.has(word)));
}

describe('The manifest', () => {
  const commands = contributes.commands.map(({ command }) => command);

  it('contributes exactly the commands that the code knows, in one category', () => {
    assert.deepEqual([...commands].sort(), Object.values(commandId).sort());
    for (const { category } of contributes.commands) assert.equal(category, 'Procore');
  });

  it('calls its commands by verb and object, in Title Case, and none twice in the palette', () => {
    for (const { title } of contributes.commands) assert.ok(isTitleCase(textOf(title)), textOf(title));
    const shown = contributes.commands
      .filter(({ command }) => !hidden.has(command))
      .map(each => textOf(each.title));
    assert.deepEqual(
      shown.filter((title, index) => shown.indexOf(title) !== index),
      [],
    );
  });

  it('has no menu entry or key without a command', () => {
    for (const { command, submenu } of Object.values(contributes.menus).flat())
      assert.ok(submenu !== undefined || commands.includes(command ?? ''), command);
    for (const command of contributes.keybindings.flatMap(commandsOf))
      assert.ok(commands.includes(command) || editorCommands.has(command), command);
  });

  it('hides nothing from the keyboard', () => {
    // What a mended request offers is what its lens and keys do; these rows do it by Enter.
    const other = new Set<string>([commandId.offerSend, commandId.solveState, commandId.openWebhookRow]);
    for (const command of commands.filter(each => !isRemedy(each) && !other.has(each)))
      assert.notDeepEqual(waysTo(command), [], command);
    assert.deepEqual(waysTo(commandId.applyRemedy).slice(0, 1), ['palette']);
  });

  it('contributes the views that the code makes, at most four', () => {
    const views = Object.values(contributes.views).flat();
    assert.deepEqual(views.map(({ id }) => id).toSorted(), Object.values(viewId).toSorted());
    assert.ok(views.length <= 4);
    const made = [...sourceText().matchAll(/createTreeView(?:<[\w<>]+>)?\(viewId\.(\w+),/g)].map(
      ([, key]) => key,
    );
    assert.deepEqual(made.toSorted(), Object.keys(viewId).toSorted());
  });

  it('can be got at in each view by the keyboard: the editor makes a command that shows it', () => {
    // "Focus on ... View" of the palette, which only views have that a condition never hides.
    for (const [container, views] of Object.entries(contributes.views)) {
      assert.equal(container, 'procore');
      for (const { id, name, when } of views) {
        assert.equal(when, undefined, id);
        assert.ok(textOf(name).length > 0, id);
      }
    }
  });

  it('gives the Projects view most of the room, and folds what nobody needs at first', () => {
    const [projects, diagnostics, ...others] = Object.values(contributes.views).flat();
    assert.ok((projects?.initialSize ?? 0) >= 2 * (diagnostics?.initialSize ?? 1));
    assert.ok(others.every(({ visibility }) => visibility === 'collapsed'));
  });

  it('offers at the account who it is, another way in, the way out and another environment', () => {
    const offered = (contributes.menus['view/item/context'] ?? [])
      .filter(({ when }) => when?.endsWith('viewItem == account'))
      .map(({ command }) => command);
    assert.deepEqual(offered, [
      commandId.showTokenInfo,
      commandId.signInAnotherWay,
      commandId.signOut,
      commandId.switchEnvironment,
    ]);
  });

  it('asks only for context keys that the code or the editor sets', () => {
    const known = new Set<string>([...editorKeys, ...Object.values(contextKey)]);
    for (const condition of named(/"(?:when|enablement)": "((?:[^"\\]|\\.)+)"/g))
      for (const key of keysOf(condition))
        assert.ok(known.has(key) || key.startsWith('config.procore.'), `${key} in ${condition}`);
  });

  it('asks for no context key that nothing sets', () => {
    const sources = sourceText();
    for (const key of Object.keys(contextKey))
      assert.match(sources, new RegExp(`\\bcontextKey\\.${key}\\b`), key);
    for (const key of Object.keys(commandId))
      if (!key.startsWith('remedy')) assert.match(sources, new RegExp(`\\bcommandId\\.${key}\\b`), key);
  });

  it('has a text for every placeholder, and no text too many', () => {
    assert.deepEqual([...new Set(named(/"%([\w.]+)%"/g))].sort(), Object.keys(texts).sort());
  });

  it('shows no text of its own beside package.nls.json', () => {
    const own = named(
      /"(?:title|displayName|userDescription|markdownDescription|description|contents|altText)": "([^"%][^"]*)"/g,
    );
    const modelsOwn = new Set(
      [...manifestText.matchAll(/"inputSchema": \{[\s\S]*?\n {8}\}/g)].flatMap(([schema]) =>
        [...schema.matchAll(/"description": "((?:[^"\\]|\\.)*)"/g)].map(match => match[1] ?? ''),
      ),
    );
    assert.deepEqual(
      own.filter(
        text => text !== 'API Workbench for Procore' && ![...modelsOwn].some(each => each.startsWith(text)),
      ),
      [],
    );
  });

  it('links only to commands that exist', () => {
    const ofViews = Object.values(viewId).map(id => `${id}.focus`);
    for (const text of Object.values(texts))
      for (const [, command] of text.matchAll(/\(command:(procore\.[\w.]+)(?:\?[^)]*)?\)/g))
        assert.ok([...commands, ...ofViews].includes(command ?? ''), command);
  });

  it('links only to samples that exist', () => {
    for (const text of Object.values(texts))
      for (const [, given] of text.matchAll(/\(command:procore\.openSamples\?([^)]*)\)/g)) {
        const [sample] = JSON.parse(decodeURIComponent(given ?? ''));
        assert.ok(existsSync(path.join(root, 'media', 'samples', sample)), sample);
      }
  });

  it('names only files that exist', () => {
    for (const file of named(/"(?:\.\/)?(media\/[\w./-]+)"/g))
      assert.ok(existsSync(path.join(root, file)), file);
  });

  it('explains every setting in one order, and lets no workspace say where tokens go', () => {
    const settings = Object.entries(contributes.configuration.properties);
    for (const [name, setting] of settings) {
      assert.equal(typeof setting['markdownDescription'], 'string', name);
      assert.match(String(setting['scope']), /^(?:application|machine|window|resource)$/, name);
    }
    const orders = settings.map(([, { order }]) => order);
    assert.ok(orders.every(Number.isInteger));
    assert.equal(new Set(orders).size, orders.length, `two settings have one place: ${orders.join()}`);
    for (const name of ['procore.environments', 'procore.environment.default', 'procore.simulator.port'])
      assert.match(String(contributes.configuration.properties[name]?.['scope']), /^(application|machine)$/);
  });

  it('has no setting that nothing reads', () => {
    const sources = sourceText();
    for (const name of Object.keys(contributes.configuration.properties))
      assert.ok(sources.includes(`'${name.slice('procore.'.length)}'`), name);
  });

  it('has every setting that is read', () => {
    const settings = readFileSync(path.join(root, 'src/vscode/settings.ts'), 'utf8');
    const read = [...settings.matchAll(/\b(?:own|configuration\.get)(?:<[^>(]*>)?\(\s*'([\w.]+)'/g)];
    assert.ok(read.length > 10);
    for (const [, name] of read) assert.ok(contributes.configuration.properties[`procore.${name}`], name);
  });

  it('ticks off the steps of its walkthrough by what happens', () => {
    const events = new Set<string>(Object.values(contextKey));
    const [walkthrough] = contributes.walkthroughs;
    assert.equal(walkthrough?.steps.length, 5);
    for (const { id, media, completionEvents } of walkthrough?.steps ?? []) {
      assert.ok(textOf(media.altText).length > 20, id);
      const picture = readFileSync(path.join(root, media.svg), 'utf8');
      assert.match(picture, /var\(--vscode-foreground/, media.svg);
      assert.doesNotMatch(picture, /<(?:script|image|foreignObject)|href=/, media.svg);
      for (const event of completionEvents) {
        const [kind = '', what = ''] = event.split(':');
        // A command was tried, and may have been given up or have failed.
        assert.equal(kind, 'onContext', event);
        assert.ok(
          keysOf(what).every(key => events.has(key)),
          event,
        );
      }
    }
  });

  it("ticks off the step to a Procore of one's own by that alone, not by a sign-in to the simulator", () => {
    const [walkthrough] = contributes.walkthroughs;
    const connect = walkthrough?.steps.find(({ id }) => id === 'connect');
    assert.deepEqual(connect?.completionEvents, [
      'onContext:procore.accountState == signedIn',
      'onContext:procore.connected',
    ]);
  });

  it('is explained in the README: every command, setting and view', () => {
    const readme = readFileSync(readmeFile, 'utf8');
    const wanted = readmeWithReference(readme);
    assert.ok(wanted, 'README.md has no marks for the reference');
    if (process.env['GOLDEN'] === 'rewrite') writeFileSync(readmeFile, wanted);
    else assert.equal(readme, wanted, 'the reference is not of today; npm run golden writes it');
    for (const { name } of Object.values(contributes.views).flat())
      assert.match(readme, new RegExp(`\\*\\*${textOf(name)}\\*\\* view|${textOf(name)} view`), textOf(name));
  });

  it('starts nothing, shows nothing and has no browser part', () => {
    const { activationEvents, browser } = JSON.parse(manifestText);
    assert.deepEqual(activationEvents, []);
    assert.equal(browser, undefined);
  });
});
