/** Values of context keys; one that is missing is false. */
export type ContextKeys = Readonly<Record<string, string | boolean>>;

/**
 * Whether a condition of the manifest holds: `||` over `&&` over `key`, `!key`, `==`, `!=` and `=~ /pattern/`, without
 * parentheses outside of patterns. Throws for what it does not read, so that no condition is taken for another.
 * Source: VS Code's page "when clause contexts".
 */
export function holds(condition: string | undefined, keys: ContextKeys): boolean {
  if (condition === undefined) return true;
  return condition.split('||').some(all => all.split('&&').every(part => holdsPart(part.trim(), keys)));
}

function holdsPart(part: string, keys: ContextKeys): boolean {
  const negated = /^!\s*([\w.-]+)$/.exec(part)?.[1];
  if (negated !== undefined) return !isTrue(keys[negated]);
  const [, key = '', operator, value = ''] =
    /^([\w.-]+)\s*(?:(==|!=|=~)\s*(\/.*\/|'[^']*'|[\w.-]+))?$/.exec(part) ?? [];
  if (key === '') throw new Error(`"${part}" cannot be read as a condition`);
  const found = keys[key];
  const wanted = value.replaceAll(/^'|'$/g, '');
  switch (operator) {
    case '==':
      return String(found ?? '') === wanted;
    case '!=':
      return String(found ?? '') !== wanted;
    case '=~':
      return typeof found === 'string' && new RegExp(value.slice(1, -1)).test(found);
    default:
      return isTrue(found);
  }
}

const isTrue = (value: string | boolean | undefined) =>
  value !== undefined && value !== false && value !== '';
