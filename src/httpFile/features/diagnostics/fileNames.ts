import { camelCase } from '../../camelCase.ts';
import { variableName } from '../../definitions.ts';
import { environmentInLead } from '../../fileEnvironment.ts';
import { acrossSegments, perSegment } from '../../segments.ts';
import type { HttpFile, Segment } from '../../syntax.ts';

/** The names that a file gives, wherever they stand in it. The same object while an edit changes none. */
export interface FileNames {
  /** By variable, in the order of the file. */
  readonly definitions: ReadonlyMap<string, readonly Definition[]>;
  /** From `# @name`, as written and in camel case. */
  readonly requests: ReadonlySet<string>;
  /** Titles in camel case of requests that have no name, and of how many. */
  readonly titles: ReadonlyMap<string, number>;
  /** What requests ask people for: `# @prompt`. */
  readonly prompts: ReadonlySet<string>;
  /** From `# @env` above the first request. */
  readonly environment: string | undefined;
  /** Other files or scripts in files are used, so a name may come from there. */
  readonly imports: boolean;
  /** Names that scripts set, which are not run here; of httpYac's globals `$global.` and the name. */
  readonly scripted: ReadonlySet<string>;
  /** Names that `# @loop` counts and reads its items by, which is not followed here. */
  readonly looped: ReadonlySet<string>;
  readonly holdsRequests: boolean;
}

/** An `@name = value`: the variable of that number in the segment of that number. */
export interface Definition {
  readonly segment: number;
  readonly ordinal: number;
  readonly text: string;
}

/** The names that one segment gives; `environment` is `undefined` where it names none above its requests. */
export interface SegmentNames {
  readonly variables: readonly (readonly [name: string, text: string])[];
  /** Names with a mark before them that says what they are. */
  readonly said: readonly string[];
  readonly environment: string | undefined;
  readonly holdsRequests: boolean;
}

/** What `fileNames` is made from. */
export const namesInSegment: (segment: Segment) => SegmentNames = perSegment(segmentNames);

/** The names of a file; quick after an edit. */
export const fileNames: (file: HttpFile) => FileNames = acrossSegments(
  namesInSegment,
  sameNames,
  combineNames,
);

function segmentNames(segment: Segment): SegmentNames {
  const { requests, variables, problems, text, base } = segment;
  const said: string[] = [];
  for (const { name, title, flags } of requests) {
    if (name !== undefined) said.push(`n${name.text}`);
    else if (title !== undefined) said.push(`t${title.text}`);
    for (const { name: flag, value } of flags) {
      if (flag === 'import') said.push('i');
      else if (flag === 'prompt' && value !== true) said.push(`p${value.split(/\s/, 1)[0] ?? ''}`);
      else if (flag === 'loop') said.push('l$index', ...itemOf(value));
    }
  }
  for (const { code, range } of problems) {
    if (code !== 'not-run') continue;
    const script = text.slice(range.start - base, range.end - base);
    // Names may come from other files, or from scripts in them.
    if (/^import\b|^[<>]\s*\S+\.js\b/.test(script)) said.push('i');
    for (const name of namesSetBy(script)) said.push(`s${name}`);
  }
  const holdsRequests = requests.length > 0;
  if (!holdsRequests && /^[ \t]*(?:#+|\/\/+)[ \t]*@import\b/m.test(text)) said.push('i');
  return {
    variables: variables.map(variable => [variableName(variable), variable.value.text]),
    said,
    environment: environmentInLead(segment)?.name,
    holdsRequests,
  };
}

/** The name of httpYac's `for item of items`. */
function itemOf(loop: string | true): readonly string[] {
  const [, item] = loop === true ? [] : (/^for\s+(\S+)\s+of\s/.exec(loop) ?? []);
  return item === undefined ? [] : [`l${item}`];
}

/** What JetBrains' and httpYac's scripts define, as far as a look at the text can tell. */
function namesSetBy(script: string): readonly string[] {
  const forms =
    /\bset\(\s*["'`]([^"'`]+)["'`]|\bexports\.([\p{L}_$][\p{L}\p{N}_$]*)\s*=|(\$global\.[\p{L}_$][\p{L}\p{N}_$]*)\s*=/gu;
  return [...script.matchAll(forms)].map(([, set, exported, shared]) => set ?? exported ?? shared ?? '');
}

function sameNames(one: SegmentNames, other: SegmentNames): boolean {
  return (
    one.environment === other.environment &&
    one.holdsRequests === other.holdsRequests &&
    one.said.length === other.said.length &&
    one.said.every((name, at) => name === other.said[at]) &&
    one.variables.length === other.variables.length &&
    one.variables.every(
      ([name, text], at) => name === other.variables[at]?.[0] && text === other.variables[at]?.[1],
    )
  );
}

function combineNames(facts: readonly SegmentNames[]): FileNames {
  const definitions = new Map<string, Definition[]>();
  const requests = new Set<string>();
  const titles = new Map<string, number>();
  const scripted = new Set<string>();
  const looped = new Set<string>();
  const prompts = new Set<string>();
  let imports = false;
  facts.forEach(({ variables, said }, segment) => {
    variables.forEach(([name, text], ordinal) => {
      const definition = { segment, ordinal, text };
      const before = definitions.get(name);
      if (before === undefined) definitions.set(name, [definition]);
      else before.push(definition);
    });
    for (const mark of said) {
      const name = mark.slice(1);
      if (mark.startsWith('n')) requests.add(name).add(camelCase(name));
      else if (mark.startsWith('t')) titles.set(camelCase(name), (titles.get(camelCase(name)) ?? 0) + 1);
      else if (mark.startsWith('s')) scripted.add(name);
      else if (mark.startsWith('l')) looped.add(name);
      else if (mark.startsWith('p')) prompts.add(name);
      else imports = true;
    }
  });
  const first = facts.findIndex(({ holdsRequests }) => holdsRequests);
  const heads = facts.slice(0, first < 0 ? facts.length : first + 1);
  return {
    definitions,
    requests,
    titles,
    prompts,
    environment: heads.find(({ environment }) => environment !== undefined)?.environment,
    imports,
    scripted,
    looped,
    holdsRequests: first >= 0,
  };
}
