import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';
import { root } from './paths.ts';

/** Of each line of a text, its pieces with the innermost scope that the grammar gives them. */
export type ColouredLine = readonly (readonly [text: string, scope: string])[];

/** Those of `media`, by the scope that they give to a whole text. */
const files = {
  'source.http': 'http.tmLanguage.json',
  'text.procore-response': 'response.tmLanguage.json',
} as const;

/** Colours a text as VS Code does with a grammar of `media`. Embedded languages stay plain. */
export async function colour(
  text: string,
  scope: keyof typeof files = 'source.http',
): Promise<readonly ColouredLine[]> {
  const grammar = await (await loaded()).loadGrammar(scope);
  if (grammar === null) throw new Error('The grammar cannot be read.');
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

let known: Promise<textmate.Registry> | undefined;

function loaded(): Promise<textmate.Registry> {
  known ??= load();
  return known;
}

async function load(): Promise<textmate.Registry> {
  const require = createRequire(import.meta.url);
  const wasm = readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'));
  await oniguruma.loadWASM(wasm);
  const ours = new Map<string, string>(Object.entries(files));
  return new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: patterns => oniguruma.createOnigScanner(patterns),
      createOnigString: said => oniguruma.createOnigString(said),
    }),
    // Other languages come with the editor; here they only have to be there.
    loadGrammar: name => {
      const file = ours.get(name);
      const text =
        file === undefined
          ? `{"scopeName":"${name}","patterns":[]}`
          : readFileSync(join(root, 'media', file), 'utf8');
      return Promise.resolve(textmate.parseRawGrammar(text, `${name}.json`));
    },
  });
}
