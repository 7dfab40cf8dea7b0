import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Exchange } from '../../runner/exchange.ts';
import type { Entry, EntryHead } from '../../runner/history/entry.ts';
import { entryOf, entryText, headOf, type Unreadable } from '../../runner/history/entryText.ts';
import { makeEntry } from '../../runner/history/makeEntry.ts';
import type { SentRecord } from '../../runner/history/sentRecord.ts';
import type { Choices } from '../requests/sentAs.ts';
import { succeeded } from '../requests/sentRequests.ts';
import { headline, placeOf } from '../responses/responseText.ts';
import { createHistoryFiles, type Deleting, type HistoryFiles } from './historyFiles.ts';
import type { HistorySettings } from './historySettings.ts';

/** An entry as the list knows it. `id` names its file, and says nothing of what is in it. */
export interface ListedEntry {
  readonly id: string;
  readonly head: EntryHead;
}

export interface HistoryList {
  /** Latest first. */
  readonly entries: readonly ListedEntry[];
  /** Files that a newer version wrote, and files that are damaged. */
  readonly newer: number;
  readonly damaged: number;
}

/** What the editor knows of a request that went out. */
export interface SendingOf {
  readonly document: string;
  readonly key: string;
  readonly environment: { readonly name: string; readonly title: string };
  readonly choices: Choices;
}

/** Which requests: of this workspace, or of all that this user has opened. */
export type HistoryScope = 'workspace' | 'all';

/** What was sent, kept in files that change only where a cause was found. */
export interface History {
  /** At once and without fail: what could not be kept is told by `problem`. */
  keep(record: SentRecord, sending: SendingOf): void;
  /** Other diagnoses of an exchange that was kept; nothing where it was not, or is deleted. At once and without fail. */
  revise(exchange: Exchange, diagnoses: Exchange['diagnoses']): void;
  list(scope: HistoryScope): Promise<HistoryList>;
  /** The whole entry, or why there is none. */
  read(id: string): Promise<Entry | Unreadable | 'gone'>;
  /** Where an entry lies, whether it is there or not, for who reads it in another thread; `undefined`: it is no id. */
  fileOf(id: string): string | undefined;
  /** How many of them are gone: fewer where somebody stopped it. */
  remove(ids: readonly string[], deleting?: Deleting): Promise<number>;
  /** The oldest first. How many there were, and how many of them are gone. */
  clear(scope: HistoryScope, deleting?: Clearing): Promise<{ readonly deleted: number; readonly of: number }>;
  /** Why the last request could not be kept; `undefined`: it was. */
  problem(): string | undefined;
  /** Resolves when what was to be kept is kept. */
  settled(): Promise<void>;
  onDidChange(listener: () => void): { dispose(): void };
  /** Looks again: another window may have written, or all data was erased. */
  refresh(): void;
}

export interface Clearing extends Deleting {
  /** Hears how many there are, before the first is deleted. */
  readonly onCounted?: (count: number) => void;
}

interface HistoryParts {
  /** Made with the first entry. */
  readonly folder: string;
  /** What tells one workspace from another; each has a folder of its own, named by a hash. */
  readonly workspace: string;
  readonly settings: () => HistorySettings;
  readonly now: () => number;
  readonly log: (line: string) => void;
}

/** Files are looked through for old ones after so many milliseconds, or so many new ones. */
const sweepEvery = { milliseconds: 600_000, entries: 50 };
/** Heads that are read at the same time. */
const atOnce = 32;

export function createHistory({ folder, workspace, settings, now, log }: HistoryParts): History {
  const own = createHash('sha256').update(workspace).digest('hex').slice(0, 16);
  const heads = new Map<string, EntryHead | Unreadable>();
  /** The file of each exchange; `undefined`: it could not be written. */
  const kept = new WeakMap<Exchange, Promise<string | undefined>>();
  const listeners = new Set<() => void>();
  let problem: string | undefined;
  let writing: Promise<void> = Promise.resolve();
  let sweptAt = Number.NEGATIVE_INFINITY;
  let sinceSweep = 0;

  const refresh = () => {
    for (const listener of [...listeners]) listener();
  };
  const filesOf = (workspaceId: string): HistoryFiles => createHistoryFiles(path.join(folder, workspaceId));

  async function workspaces(scope: HistoryScope): Promise<readonly string[]> {
    if (scope === 'workspace') return [own];
    const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      return [];
    });
    return names.filter(name => workspaceId.test(name));
  }

  async function sweep(): Promise<void> {
    sinceSweep += 1;
    if (now() - sweptAt < sweepEvery.milliseconds && sinceSweep < sweepEvery.entries) return;
    sweptAt = now();
    sinceSweep = 0;
    for (const id of await workspaces('all')) await filesOf(id).removeOutdated(settings().retention, now());
  }

  async function write(entry: Entry): Promise<string | undefined> {
    let name: string | undefined;
    try {
      const text = entryText(entry);
      name = await filesOf(own).write(entry.head.at, text);
      heads.set(`${own}/${name}`, headOf(text));
      await sweep();
      problem = undefined;
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error);
      log(`A request could not be kept in the history: ${problem}`);
    }
    refresh();
    return name;
  }

  async function rewrite(name: string, diagnoses: Exchange['diagnoses']): Promise<void> {
    try {
      const before = await filesOf(own).read(name);
      const entry = before === undefined ? 'gone' : entryOf(before);
      if (typeof entry === 'string') return;
      const { head, detail } = entry;
      const text = entryText({
        head: { ...head, diagnoses: diagnoses.map(({ id }) => id) },
        detail: { ...detail, exchange: { ...detail.exchange, diagnoses } },
      });
      await filesOf(own).replace(name, text);
      heads.set(`${own}/${name}`, headOf(text));
    } catch (error) {
      log(`A cause could not be kept in the history: ${error instanceof Error ? error.message : error}`);
    }
    refresh();
  }

  async function headsOf(
    workspaceId: string,
  ): Promise<readonly (readonly [string, EntryHead | Unreadable])[]> {
    const files = filesOf(workspaceId);
    const names = await files.names();
    const found: [string, EntryHead | Unreadable][] = [];
    for (let from = 0; from < names.length; from += atOnce) {
      const some = names.slice(from, from + atOnce).map(async (name): Promise<typeof found> => {
        const id = `${workspaceId}/${name}`;
        const known = heads.get(id);
        if (known !== undefined) return [[id, known]];
        const start = await files.readStart(name);
        if (start === undefined) return [];
        const head = headOf(start);
        heads.set(id, head);
        return [[id, head]];
      });
      found.push(...(await Promise.all(some)).flat());
    }
    return found;
  }

  async function clear(scope: HistoryScope, deleting: Clearing | undefined): ReturnType<History['clear']> {
    const all = await Promise.all(
      (await workspaces(scope)).map(async id => ({
        id,
        names: (await filesOf(id).names()).toReversed(),
      })),
    );
    const of = all.reduce((sum, { names }) => sum + names.length, 0);
    deleting?.onCounted?.(of);
    let deleted = 0;
    for (const { id, names } of all) {
      deleted += await filesOf(id).remove(names, deleting);
      if (deleting?.signal?.aborted) break;
      // With what else is in it, such as entries that nobody finished writing.
      await rm(path.join(folder, id), { recursive: true, force: true });
    }
    heads.clear();
    refresh();
    return { deleted, of };
  }

  return {
    keep(record, { document, key, environment, choices }) {
      const { limits } = settings();
      if (limits === undefined) return;
      const { exchange } = record;
      const cancelled = exchange.error?.code === 'cancelled';
      const entry = makeEntry(
        record,
        {
          at: now() - Math.round(exchange.timings.totalMs ?? 0),
          document,
          key,
          // Where it really went: a full address may name another host.
          environment: {
            name: environment.name,
            title: placeOf({ environmentTitle: environment.title, exchange }),
          },
          company: choices.company,
          project: choices.project,
          outcome: headline(exchange),
          result: cancelled ? 'cancelled' : succeeded(exchange) ? 'passed' : 'failed',
        },
        limits,
      );
      const written = writing.then(() => write(entry));
      kept.set(exchange, written);
      writing = written.then(() => {});
    },
    revise(exchange, diagnoses) {
      const name = kept.get(exchange);
      if (name === undefined) return;
      writing = writing.then(async () => {
        const known = await name;
        if (known !== undefined) await rewrite(known, diagnoses);
      });
    },
    async list(scope) {
      const found = (await Promise.all((await workspaces(scope)).map(headsOf))).flat();
      const entries = found.flatMap(([id, head]) => (typeof head === 'string' ? [] : [{ id, head }]));
      return {
        entries: entries.sort((one, other) => other.head.at - one.head.at),
        newer: found.filter(([, head]) => head === 'newer').length,
        damaged: found.filter(([, head]) => head === 'damaged').length,
      };
    },
    async read(id) {
      if (!isId(id)) return 'gone';
      const text = await filesOf(workspaceOf(id)).read(nameOf(id));
      return text === undefined ? 'gone' : entryOf(text);
    },
    fileOf: id => (isId(id) ? path.join(folder, ...id.split('/')) : undefined),
    async remove(ids, deleting) {
      const known = ids.filter(isId);
      let deleted = 0;
      for (const workspaceId of new Set(known.map(workspaceOf))) {
        const of = known.filter(id => workspaceOf(id) === workspaceId);
        const count = await filesOf(workspaceId).remove(of.map(nameOf), deleting);
        for (const id of of.slice(0, count)) heads.delete(id);
        deleted += count;
      }
      refresh();
      return deleted;
    },
    clear(scope, deleting) {
      const cleared = writing.then(() => clear(scope, deleting));
      // What is sent meanwhile is written behind it, and stays.
      const ended = () => {};
      writing = cleared.then(ended, ended);
      return cleared;
    },
    problem: () => problem,
    settled: () => writing,
    onDidChange(listener) {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
    refresh,
  };
}

const workspaceId = /^[\da-f]{16}$/;

/** The two parts of an id. */
function workspaceOf(id: string): string {
  return id.slice(0, id.indexOf('/'));
}

function nameOf(id: string): string {
  return id.slice(id.indexOf('/') + 1);
}

/** Ids come from commands and addresses too, and must not lead out of the folder. */
function isId(id: string): boolean {
  return /^[\da-f]{16}\/[\dTZ-]+-[\da-f]{12}\.json$/.test(id);
}
