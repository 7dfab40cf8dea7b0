import type { Catalog } from '../../procore/catalog/catalog.ts';
import { bulkAnswer } from './bulk.ts';
import type { Directory } from './directory.ts';
import { exampleParameters } from './example.ts';
import { locate } from './locate.ts';
import { createWorld } from './people.ts';
import { list, show, single } from './reads.ts';
import type { Records, RecordsAnswer, RecordsOptions, RecordWrite } from './records.ts';
import { createResources } from './resource.ts';
import { createScopes } from './scopes.ts';
import { engineOfTag } from './seed/tools.ts';
import { createShapes } from './shape.ts';
import { specialAnswer } from './special.ts';
import { createStore } from './store.ts';
import { syncAnswer } from './sync.ts';
import { hiddenPath, notFound, type Parts, type Task } from './task.ts';
import { isFields } from './write.ts';
import { act, create, remove, update } from './writes.ts';

/** More rows would reach into the ids of created ones. */
const mostRows = 10_000_000;

/** A sync action writes a thousand; more than that only comes together where nobody takes them. */
const mostWrites = 4000;
const noWrites: readonly RecordWrite[] = [];

/** Answers to the catalog's operations. */
export function createAnswers(
  options: RecordsOptions,
  catalog: Catalog,
  directory: Directory,
): Pick<Records, 'answer' | 'takeWrites' | 'creatorOf' | 'toolOf' | 'exampleParameters' | 'hiddenPath'> {
  const resources = createResources(catalog);
  const scopes = createScopes(directory);
  const world = createWorld(directory, scopes, () => store);
  let writes: RecordWrite[] = [];
  const store = createStore({
    ...options,
    rows: Math.min(options.rows, mostRows),
    resources,
    world,
    onWrite: (change, shelf, index) => {
      if (writes.length >= mostWrites) return;
      const { collection, scope, parents } = shelf;
      const { kind, company, project } = scope;
      const where = { kind, companyId: company.id, projectId: project?.id, parents };
      writes.push({ change, collection, ...where, id: store.row(shelf, index).id });
    },
  });
  const shapes = createShapes(resources, store);
  const parts: Parts = {
    directory,
    scopes,
    store,
    shapes,
    resources,
    now: options.now,
    selections: new Map(),
  };
  return {
    creatorOf: call => {
      const place = locate(resources.of(call.match.operation), call, parts);
      if (place?.index === undefined) return undefined;
      const author = store.stored(store.row(place.shelf, place.index))?.['created_by'];
      return isFields(author) && typeof author['id'] === 'number' ? author['id'] : undefined;
    },
    takeWrites: () => {
      // Asked after every call, most of which write nothing.
      if (writes.length === 0) return noWrites;
      const taken = writes;
      writes = [];
      return taken;
    },
    hiddenPath: () => hiddenPath(parts),
    toolOf: operation => engineOfTag(operation.tag),
    exampleParameters: operation => exampleParameters(operation, parts),
    answer: call => {
      const resource = resources.of(call.match.operation);
      const place = locate(resource, call, parts);
      if (place === undefined) return notFound;
      const task: Task = { call, resource, operation: call.match.operation, place };
      return ownAnswer(task, parts) ?? answerTo(task, parts);
    },
  };
}

/** Operations that follow rules of their own. */
function ownAnswer(task: Task, parts: Parts): RecordsAnswer | undefined {
  return specialAnswer(task, parts) ?? syncAnswer(task, parts) ?? bulkAnswer(task, parts);
}

function answerTo(task: Task, parts: Parts): RecordsAnswer {
  switch (task.resource.role) {
    case 'list':
      return list(task, parts);
    case 'show':
      return show(task, parts);
    case 'create':
      return create(task, parts);
    case 'update':
      return update(task, parts);
    case 'remove':
      return remove(task, parts);
    case 'single':
      return single(task, parts);
    case 'action':
      return act(task, parts);
  }
}
