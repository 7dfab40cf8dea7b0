import type { HttpFile } from '../../syntax.ts';
import type { FeatureContext } from '../context.ts';
import { knownFlag, knownFlags } from '../flags.ts';
import { type Completions, completion, nothing, offer } from './item.ts';
import type { Place } from './place.ts';
import { requestNames } from './reference.ts';

/** Behind `# @`: the flags, and behind a flag the values it may have. `typed` begins with the `@`. */
export function inFlag({ file, offset }: Place, typed: string, context: FeatureContext): Completions {
  const [, name, value] = /^@([\w-]+)\s+(.*)$/.exec(typed) ?? [];
  if (name !== undefined && value !== undefined) {
    const range = { start: offset - value.length, end: offset };
    return offer(
      valuesOf(name, file, context).map(([text, note]) => completion('value', text, range, { note })),
    );
  }
  if (/\s/.test(typed)) return nothing;
  const range = { start: offset - typed.length, end: offset };
  return offer(
    knownFlags.map(({ form, does }) => {
      const [label = form, ...rest] = form.split(' ');
      return completion('flag', label, range, {
        note: rest.join(' '),
        detail: does,
        insert: [rest.length === 0 ? label : `${label} `],
      });
    }),
  );
}

function valuesOf(
  written: string,
  file: HttpFile,
  { environments, companyId }: FeatureContext,
): readonly (readonly [value: string, note: string])[] {
  switch (knownFlag(written)?.name) {
    case 'env':
      return environments.map(({ name, title }) => [name, title]);
    case 'company':
      return [
        ['{{$procore.companyId}}', 'the company chosen in the editor'],
        ...(companyId === undefined ? [] : [[companyId, 'chosen now'] as const]),
      ];
    case 'ref':
    case 'forceRef':
      return requestNames(file).map(name => [name, 'request']);
    case 'timeout':
      return [
        ['30 s', ''],
        ['2 m', ''],
        ['500 ms', ''],
      ];
    case 'prompt':
      return [...new Set(file.requests.flatMap(({ references }) => references.map(({ name }) => name)))]
        .filter(name => /^[A-Za-z_]\w*$/.test(name))
        .map(name => [name, 'used in this file']);
    default:
      return [];
  }
}
