import type { PostmanScript } from './postmanFormat.ts';

/** A value that a test script takes out of an answer and gives a name. */
export interface AnswerVariable {
  readonly name: string;
  /** A JSONPath in the body. */
  readonly path: string;
}

/**
 * What most test scripts do: `pm.environment.set("id", pm.response.json().data.id)`, also through a variable
 * that holds the answer. Anything else that a script does is not read.
 */
export function answerVariables(scripts: readonly PostmanScript[]): readonly AnswerVariable[] {
  const found: AnswerVariable[] = [];
  for (const { when, lines } of scripts) {
    if (when !== 'test') continue;
    const text = lines.map(line => line.replace(/^\s*\/\/.*$/, '')).join('\n');
    const holders = [...text.matchAll(holder)].map(match => match[1] ?? '');
    for (const [, , name = '', said = ''] of text.matchAll(setting)) {
      const path = pathOf(said.trim(), holders);
      if (path !== undefined) found.push({ name, path });
    }
  }
  return found;
}

const holder =
  /\b(?:var|let|const)\s+([\w$]+)\s*=\s*(?:pm\.response\.json\(\s*\)|JSON\.parse\(\s*responseBody\s*\))\s*(?:;|$)/gm;

const setting =
  /\b(?:pm\.(?:environment|globals|collectionVariables|variables)\.set|postman\.set(?:Environment|Global)Variable)\(\s*(["'])([^"'\n]+)\1\s*,([^()\n]*(?:\(\s*\)[^()\n]*)?)\)/g;

function pathOf(expression: string, holders: readonly string[]): string | undefined {
  const root = ['pm.response.json()', ...holders].find(
    one => expression.startsWith(`${one}.`) || expression.startsWith(`${one}[`),
  );
  if (root === undefined) return undefined;
  const rest = expression.slice(root.length);
  return /^(?:\.[A-Za-z_]\w*|\[\d+\]|\[(["'])[\w -]+\1\])+$/.test(rest) ? `$${rest}` : undefined;
}
