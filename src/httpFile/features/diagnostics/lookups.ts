import { readEscapes } from '../../definitions.ts';
import { promptsOf } from '../../inputs.ts';
import { referencesIn } from '../../references.ts';
import { flagValue, type RequestNode, type Segment } from '../../syntax.ts';
import type { FeatureContext } from '../context.ts';
import type { Definition, FileNames } from './fileNames.ts';
import { type NameFault, nameFault } from './nameFaults.ts';

/**
 * What rules ask about names, as a request sees them. It remembers what was asked and answered, so that
 * findings need not be made anew while the answers stay the same.
 */
export interface Lookups {
  readonly names: FileNames;
  /** What a name stands for, its own references read; `undefined` where that cannot be told before sending. */
  valueIn(name: string, request: RequestNode): string | undefined;
  /**
   * Why a name has no value; `undefined` where it has one, or gets it when the request is sent. Without a
   * request it is asked for the value of a file variable, which any request may use.
   */
  faultOf(name: string, request: RequestNode | undefined): NameFault | undefined;
  /** From `# @env` of the request, or of the file; `undefined` where neither says one. */
  environmentOf(request: RequestNode): string | undefined;
  /** Whether the same questions have the same answers in `other`. */
  holdsIn(other: Lookups): boolean;
}

interface Asked {
  readonly question: 'valueIn' | 'faultOf' | 'environmentOf';
  readonly name: string;
  readonly request: RequestNode | undefined;
  readonly answer: string | undefined;
}

/** Lookups for the segment of that number. */
export function createLookups(
  names: FileNames,
  context: FeatureContext,
  segment: Segment,
  index: number,
): Lookups {
  const asked: Asked[] = [];

  function valueIn(name: string, request: RequestNode): string | undefined {
    return valueWithin(name, request, 0);
  }

  function valueWithin(name: string, request: RequestNode, depth: number): string | undefined {
    const definition = definitionSeen(name, request);
    const text =
      definition === undefined
        ? (context.outside?.get(name)?.value ?? own(context.hostValues, name))
        : definition.text.includes('\\')
          ? readEscapes(definition.text)
          : definition.text;
    if (text === undefined || !text.includes('{{')) return text;
    if (depth >= deepest || text.length > longest) return undefined;
    let filled = '';
    let from = 0;
    for (const reference of referencesIn(text)) {
      const value = valueWithin(reference.name, request, depth + 1);
      if (value === undefined) return undefined;
      filled += text.slice(from, reference.range.start) + value;
      from = reference.range.end;
      if (filled.length > longest) return undefined;
    }
    return filled + text.slice(from);
  }

  /** The nearest definition above the request, else the last of the file. */
  function definitionSeen(name: string, request: RequestNode): Definition | undefined {
    const all = names.definitions.get(name);
    if (all === undefined) return undefined;
    let low = 0;
    let high = all.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const definition = all[middle];
      if (definition !== undefined && standsAbove(definition, request)) low = middle + 1;
      else high = middle;
    }
    return all[low - 1] ?? all.at(-1);
  }

  function standsAbove(definition: Definition, request: RequestNode): boolean {
    if (definition.segment !== index) return definition.segment < index;
    const variable = segment.variables[definition.ordinal];
    return variable !== undefined && variable.range.start < request.sent.start;
  }

  function faultOf(name: string, request: RequestNode | undefined): NameFault | undefined {
    if (names.definitions.has(name)) return undefined;
    if (request === undefined ? names.prompts.has(name) : promptsOf(request).has(name)) return undefined;
    // Values from outside are those of the environment that the file names, or else of the active one.
    const own = request && flagValue(request, 'env');
    const elsewhere = typeof own === 'string' && own !== (names.environment ?? context.environment.name);
    const fault = nameFault(name, names, context);
    return elsewhere && fault?.code === 'variable-unknown' && !name.startsWith('$') ? undefined : fault;
  }

  function environmentOf(request: RequestNode): string | undefined {
    const flag = flagValue(request, 'env');
    return typeof flag === 'string' ? flag : names.environment;
  }

  return {
    names,
    valueIn(name, request) {
      const answer = valueIn(name, request);
      asked.push({ question: 'valueIn', name, request, answer });
      return answer;
    },
    faultOf(name, request) {
      const answer = faultOf(name, request);
      asked.push({ question: 'faultOf', name, request, answer: answer?.message });
      return answer;
    },
    environmentOf(request) {
      const answer = environmentOf(request);
      asked.push({ question: 'environmentOf', name: '', request, answer });
      return answer;
    },
    holdsIn(other) {
      return asked.every(({ question, name, request, answer }) => {
        if (question === 'faultOf') return other.faultOf(name, request)?.message === answer;
        if (request === undefined) return false;
        return (
          (question === 'valueIn' ? other.valueIn(name, request) : other.environmentOf(request)) === answer
        );
      });
    },
  };
}

/** Longer chains are left for the sending to follow. */
const deepest = 8;
const longest = 10_000;

function own(record: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
