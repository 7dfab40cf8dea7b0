import { definitionFor } from './definitions.ts';
import type { FlagNode, RequestNode, VariableNode } from './syntax.ts';
import type { FoundValue, LayerValue, Scope, ShadowedValue, ValueOrigin } from './values.ts';

/** A value as it is written, before the references in it are read. */
export interface Candidate extends ShadowedValue {
  readonly definition?: VariableNode;
  readonly layerValue?: LayerValue;
  /** The `# @company` that says it. */
  readonly flag?: FlagNode;
}

/** What has that name, strongest first, but for prompts and answers. */
export function candidatesFor(name: string, { file, request, values }: Scope): readonly Candidate[] {
  const candidates: Candidate[] = [];
  const add = (origin: ValueOrigin, record: Readonly<Record<string, string>>) => {
    const value = Object.hasOwn(record, name) ? record[name] : undefined;
    if (value !== undefined) candidates.push({ origin, value, layer: undefined });
  };
  add('override', values.overrides);
  const definition = definitionFor(file, request, name);
  if (definition !== undefined) {
    candidates.push({ origin: 'file', value: definition.value.text, layer: undefined, definition });
  }
  for (const layer of values.layers ?? []) {
    const layerValue = layer.values.get(name);
    if (layerValue !== undefined) {
      candidates.push({ origin: layer.origin, value: layerValue.text, layer, layerValue });
    }
  }
  const flag = name === '$procore.companyId' ? companyFlag(request) : undefined;
  if (flag !== undefined)
    candidates.push({ origin: 'file', value: flag.text, layer: undefined, flag: flag.node });
  add('host', values.host);
  if (values.fallbacks !== undefined) add('host', values.fallbacks);
  return candidates;
}

/** `# @company` says which company the request is for, in its values as in its header. */
function companyFlag({ flags }: RequestNode): { readonly node: FlagNode; readonly text: string } | undefined {
  const node = flags.findLast(({ name }) => name === 'company');
  if (typeof node?.value !== 'string' || node.value.includes('$procore.companyId')) return undefined;
  return { node, text: node.value };
}

/** A value that is taken as it is written. */
export function plainValue(
  name: string,
  { origin, value, layer }: ShadowedValue,
  shadows: readonly ShadowedValue[],
  secrets: readonly string[],
): FoundValue {
  return {
    found: true,
    name,
    value,
    origin,
    definition: undefined,
    layer,
    line: undefined,
    secrets,
    warning: undefined,
    shadows,
  };
}
