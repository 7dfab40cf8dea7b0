import type { RequestNode } from './syntax.ts';

/** A value that only a person can give, each time the request is sent. */
export interface NeededInput {
  /** Under which `Values.inputs` holds the answer: the variable's name, or the text of the question. */
  readonly key: string;
  readonly kind: 'text' | 'hidden' | 'pick';
  /** What to ask for. */
  readonly label: string;
  readonly description: string | undefined;
  /** What the box holds at first. */
  readonly initial: string | undefined;
  /** For `pick`; else empty. */
  readonly options: readonly string[];
  /** `-askonce`: the answer serves until the program ends. */
  readonly askOnce: boolean;
}

/**
 * The `# @prompt name description` of a request, as REST Client has them: hidden where the name is password,
 * passwd or pass. Of one name the last counts.
 */
export function promptsOf(request: RequestNode): ReadonlyMap<string, NeededInput> {
  if (request.flags.length === 0) return noPrompts;
  const prompts = new Map<string, NeededInput>();
  for (const flag of request.flags) {
    if (flag.name !== 'prompt' || flag.value === true) continue;
    const [, name, description] = /^(\S+)\s*(.*)$/s.exec(flag.value) ?? [];
    if (name === undefined) continue;
    prompts.set(name, {
      key: name,
      kind: /^(?:password|passwd|pass)$/i.test(name) ? 'hidden' : 'text',
      label: name,
      description: description || undefined,
      initial: undefined,
      options: [],
      askOnce: false,
    });
  }
  return prompts;
}

const noPrompts: ReadonlyMap<string, NeededInput> = new Map();

/**
 * httpYac's `$input text $value: default`, `$prompt`, `$password` and `$pick text $value: a,b,c`, each also
 * with `-askonce`; `undefined` where the expression is none of them. One question has one answer, however
 * often it is written.
 */
export function parseInput(expression: string): NeededInput | undefined {
  const match =
    /^\$(input|prompt|password|pick)(-askonce)?(?:\s+([^$]*?))?\s*(?:\$value:\s*(.*?))?\s*$/s.exec(
      expression,
    );
  if (match === null) return undefined;
  const [, type = '', askOnce, text = '', value] = match;
  const label = text.trim() || type;
  const picks = type === 'pick';
  return {
    key: label,
    kind: picks ? 'pick' : type === 'password' ? 'hidden' : 'text',
    label,
    description: undefined,
    initial: picks ? undefined : value,
    options: picks ? optionsOf(value ?? '') : [],
    askOnce: askOnce !== undefined,
  };
}

/** `a, b, c`, or a list as it is written in JSON or JavaScript. */
function optionsOf(text: string): readonly string[] {
  const list = /^\[(.*)\]$/s.exec(text.trim())?.[1] ?? text;
  return list
    .split(',')
    .map(option => option.trim().replace(/^(["'])(.*)\1$/s, '$2'))
    .filter(option => option !== '');
}
