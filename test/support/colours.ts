import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';
import { root } from './paths.ts';

/** Of each line of a text, its pieces with the innermost scope that the grammar gives them. */
export type ColouredLine = readonly (readonly [text: string, scope: string])[];

/** Colours a text as VS Code does with `media/http.tmLanguage.json`. Embedded languages stay plain. */
export async function colour(text: string): Promise<readonly ColouredLine[]> {
  const grammar = await loaded();
  let state: textmate.StateStack = textmate.INITIAL;
  return text.split('\n').map(line => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    return tokens.map(({ startIndex, endIndex, scopes }) => [
      line.slice(startIndex, endIndex),
      scopes.at(-1) ?? '',
    ]);
  });
}

let known: Promise<textmate.IGrammar> | undefined;

function loaded(): Promise<textmate.IGrammar> {
  known ??= load();
  return known;
}

async function load(): Promise<textmate.IGrammar> {
  const require = createRequire(import.meta.url);
  const wasm = readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'));
  await oniguruma.loadWASM(wasm);
  const path = join(root, 'media', 'http.tmLanguage.json');
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: patterns => oniguruma.createOnigScanner(patterns),
      createOnigString: said => oniguruma.createOnigString(said),
    }),
    // Other languages come with the editor; here they only have to be there.
    loadGrammar: name => {
      const text =
        name === 'source.http' ? readFileSync(path, 'utf8') : `{"scopeName":"${name}","patterns":[]}`;
      return Promise.resolve(textmate.parseRawGrammar(text, `${name}.json`));
    },
  });
  const grammar = await registry.loadGrammar('source.http');
  if (grammar === null) throw new Error('The grammar cannot be read.');
  return grammar;
}
