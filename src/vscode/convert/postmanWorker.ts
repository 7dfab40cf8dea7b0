import { parentPort, workerData } from 'node:worker_threads';
import type { ImportedCollection, ImportOptions } from '../../httpFile/convert/fromPostman.ts';
import type { PostmanCollection, PostmanEnvironment } from '../../httpFile/convert/postmanFormat.ts';

/** What `workerData` holds: the exports, in the order in which they were chosen. */
export interface PostmanJob {
  readonly exports: readonly { readonly name: string; readonly text: string }[];
}

/** Sent to the thread when it has read, to go on. */
export type PostmanWish = ImportOptions;

/** Sent by the thread: what it has read, then what became of it; or why not. */
export type PostmanReport =
  | { readonly kind: 'read'; readonly collections: readonly CollectionOutline[] }
  | { readonly kind: 'done'; readonly imported: readonly ImportedCollection[] }
  | { readonly kind: 'refused'; readonly name: string; readonly problem: string };

/** What somebody has to know who chooses between one file and many. */
export interface CollectionOutline {
  readonly name: string;
  /** Names of its top folders. */
  readonly folders: readonly string[];
}

async function convert({ exports: given }: PostmanJob): Promise<void> {
  const { fromPostman, readPostman } = await import('../../httpFile/convert/converters.ts');
  const collections: PostmanCollection[] = [];
  const values: PostmanEnvironment[] = [];
  for (const { name, text } of given) {
    const read = readPostman(text);
    if (read.kind === 'collection') collections.push(read);
    else if (read.kind === 'environment') values.push(read);
    else return report({ kind: 'refused', name, problem: read.problem });
  }
  const outlines = collections.map(({ name, items }) => ({
    name,
    folders: items.filter(item => item.items !== undefined).map(item => item.name),
  }));
  parentPort?.once('message', (options: PostmanWish) => {
    const wanted = collections.length === 0 ? [undefined] : collections;
    report({ kind: 'done', imported: wanted.map(collection => fromPostman(collection, values, options)) });
  });
  report({ kind: 'read', collections: outlines });
}

function report(message: PostmanReport): void {
  parentPort?.postMessage(message);
}

void convert(workerData);
