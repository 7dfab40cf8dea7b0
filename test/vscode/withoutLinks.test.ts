import { deepEqual, equal } from 'node:assert/strict';
import { withoutLinks } from '../../src/vscode/withoutLinks.ts';
import { editorSources } from '../support/localizedStrings.ts';

/** As VS Code looks for links in notifications, progress and prompts. */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/gi;

describe('A text without links', () => {
  for (const text of [
    '[Fix it](command:workbench.action.terminal.new)',
    'No [x](https://example.com "title") here',
    '[[a]](file:///etc/passwd)](command:a)',
    '[a](command:b)[c](command:d)',
  ])
    it(`runs nothing: ${text}`, () => deepEqual(withoutLinks(text).match(link), null));

  it('is as it was where there is none', () => {
    const text = 'filters[status][]=Open (two rows) f(x)[0]';
    equal(withoutLinks(text), text);
  });

  it('is what every notification shows that quotes something', () => {
    deepEqual(
      editorSources().flatMap(({ path, text }) => quotingMessages(text).map(said => `${path}: ${said}`)),
      [],
    );
  });
});

/** Arguments of the notifications of a file that say more than a text of ours, and say it as it came. Modal ones show plain text. */
function quotingMessages(source: string): readonly string[] {
  return [...source.matchAll(/\.show(?:Error|Warning|Information)Message\(/g)]
    .map(call => argumentsAt(source, call.index + call[0].length))
    .filter(said => !/modal: true/.test(said) && !isOurs(said) && !/^\s*withoutLinks\(/.test(said))
    .map(said => said.trim().replaceAll(/\s+/g, ' '));
}

/** One text with nothing to fill in, or with constants of ours only. */
function isOurs(said: string): boolean {
  return /^\s*(?:vscode\.)?l10n\.t\(\s*(['"])(?:(?!\1).|\\.)*\1,?(?:\s*apiSupport\.\w+,?)*\s*\)/.test(said);
}

/** Up to the bracket that closes the call. */
function argumentsAt(source: string, start: number): string {
  let depth = 1;
  let quote = '';
  for (let at = start; at < source.length; at += 1) {
    const letter = source.charAt(at);
    if (quote !== '') {
      if (letter === '\\') at += 1;
      else if (letter === quote) quote = '';
    } else if (`'"\``.includes(letter)) quote = letter;
    else if ('([{'.includes(letter)) depth += 1;
    else if (')]}'.includes(letter)) depth -= 1;
    if (depth === 0) return source.slice(start, at);
  }
  return source.slice(start);
}
