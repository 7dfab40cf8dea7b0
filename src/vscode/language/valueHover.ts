import { knownFlag } from '../../httpFile/features/flags.ts';
import type { Anchor } from '../../httpFile/features/hover.ts';
import { requestAt } from '../../httpFile/names.ts';
import { type HttpFile, positionAt } from '../../httpFile/syntax.ts';
import { type FoundValue, resolveName, type ValueOrigin } from '../../httpFile/variables.ts';
import { scopeBeforeSending } from './hostValues.ts';
import type { HoverPart } from './hoverModel.ts';

const originText: Readonly<Record<ValueOrigin, string>> = {
  override: 'given from outside',
  prompt: 'asked for at each sending',
  answer: 'an earlier answer',
  file: 'this file',
  privateEnvironment: 'the private environment file',
  environment: 'the environment file',
  sharedEnvironment: '$shared of the environment file',
  settings: 'the settings of REST Client',
  sharedSettings: '$shared of the settings of REST Client',
  dotEnv: 'a .env file',
  host: 'the environment and company chosen in the editor',
  processEnv: "the operating system's environment",
  dynamic: 'made anew at each sending',
};

/** What a name, a definition or a flag under the cursor means; empty where there is nothing to say. */
export function valueHoverParts(
  file: HttpFile,
  anchor: Anchor,
  offset: number,
  host: Readonly<Record<string, string>>,
): readonly HoverPart[] {
  if (anchor.kind === 'flag') {
    const flag = knownFlag(anchor.flag.name);
    return flag === undefined
      ? []
      : [
          { kind: 'title', text: `# ${flag.form}` },
          { kind: 'text', text: flag.does },
        ];
  }
  const request = requestAt(file, offset) ?? file.requests[0];
  if (request === undefined) return [];
  const name = anchor.kind === 'variable' ? anchor.variable.name.text : anchor.reference.name;
  const found = resolveName(name, scopeBeforeSending(file, request, host));
  if (found.found) return foundParts(file, found);
  if (found.code === 'request-not-answered')
    return [
      { kind: 'title', text: name },
      { kind: 'text', text: 'Read from the answer of another request, which is sent first where needed.' },
    ];
  return [
    { kind: 'title', text: name },
    { kind: 'text', text: found.message },
  ];
}

function foundParts(file: HttpFile, found: FoundValue): readonly HoverPart[] {
  const line =
    found.definition === undefined ? '' : `, line ${positionAt(file, found.definition.range.start).line}`;
  // What the operating system holds may be a secret, so it is named and not shown.
  const hidden = found.origin === 'processEnv' || found.secrets.length > 0;
  const value = hidden ? 'set, not shown' : shortened(found.value);
  return [
    { kind: 'title', text: found.name },
    { kind: 'text', label: 'Value', text: value },
    { kind: 'text', label: 'From', text: `${originText[found.origin]}${line}` },
    ...found.shadows.map(shadow => ({
      kind: 'text' as const,
      label: 'Hides the value from',
      text: originText[shadow.origin],
    })),
  ];
}

function shortened(value: string): string {
  return value.length > 200 ? `${value.slice(0, 200)}…` : value;
}
