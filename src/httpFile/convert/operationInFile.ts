import type { Operation } from '../../procore/catalog/catalog.ts';
import { type Resource, verbs } from '../../procore/explorer/resources.ts';
import { bodySkeleton } from '../features/completion/bodySkeleton.ts';
import type { Snippet } from '../features/completion/item.ts';
import { requestLine } from '../features/completion/operation.ts';
import type { FeatureContext } from '../features/context.ts';
import { nextFreeName } from '../features/fixes/freeName.ts';
import { findRequest } from '../names.ts';
import type { HttpFile } from '../syntax.ts';
import { titleOf } from './fromOperation.ts';
import { nameOfTitle, titleOfVerb } from './fromResource.ts';

/**
 * An operation as a block for `file`, with the variables that stand there or are chosen, and places to fill in for
 * all else. Its name says what it does to which resource, where `resources` know it.
 */
export function operationInFile(
  operation: Operation,
  file: HttpFile,
  context: FeatureContext,
  resources: readonly Resource[],
): Snippet {
  const title = meantTitle(operation, resources) ?? titleOf(operation);
  const name = nextFreeName(nameOfTitle(title), taken => findRequest(file, taken) !== undefined);
  const body = bodySkeleton(operation, file, context);
  return [
    `### ${title}\n# @name ${name}\n${operation.method} `,
    ...requestLine(operation, file, context),
    ...(body.length === 0 ? ['\n'] : body),
  ];
}

function meantTitle(operation: Operation, resources: readonly Resource[]): string | undefined {
  for (const resource of resources)
    for (const verb of verbs) if (resource[verb] === operation) return titleOfVerb(resource, verb);
  return undefined;
}
