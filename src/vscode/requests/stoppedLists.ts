import { flagValue, type HttpFile, type RequestNode } from '../../httpFile/syntax.ts';
import type { Exchange } from '../../runner/exchange.ts';
import { workspaceKey } from '../storageKeys.ts';
import { blockHash, hashOf } from './lastRequest.ts';

/** What a workspace remembers of a list that was stopped: where its request stands, nothing of its text. */
interface RememberedList {
  readonly document: string;
  readonly keyHash: string;
  readonly blockHash: string;
  readonly environment: string;
  /** Id of the company that was chosen; `null`: none. */
  readonly company: string | null;
  readonly rowsRead: number;
  readonly total: number | null;
}

/** A request of a file as it stands, and where it goes. */
export interface ListRequest {
  readonly document: string;
  readonly file: HttpFile;
  readonly request: RequestNode;
  readonly key: string;
  readonly environment: string;
  readonly company: string | undefined;
}

/** Which requests have pages left to be read, also after the window was closed. */
export interface StoppedLists {
  /** Hears how the reading of a list ended; what is no list is left out. */
  note(request: ListRequest, exchange: Exchange, allPages: boolean): void;
  /** How far the reading got; `undefined`: nothing is left, or the request says something else by now. */
  of(request: ListRequest): { readonly rowsRead: number; readonly total: number | null } | undefined;
}

const mostRemembered = 5;

/** In the workspace's own state; the rows lie in the storage of the extension. */
export function createStoppedLists(state: {
  get<T>(key: string): T | undefined;
  update(key: string, value: unknown): PromiseLike<void>;
}): StoppedLists {
  const all = () => state.get<readonly RememberedList[]>(workspaceKey.stoppedLists) ?? [];
  const isOf = (list: RememberedList, { document, key }: ListRequest) =>
    list.document === document && list.keyHash === hashOf(key);

  return {
    note(asked, exchange, allPages) {
      const { pagination } = exchange;
      if (pagination === null || !(allPages || flagValue(asked.request, 'allPages') !== undefined)) return;
      const before = all();
      const others = before.filter(list => !isOf(list, asked));
      if (!isStopped(exchange)) {
        if (others.length < before.length) void state.update(workspaceKey.stoppedLists, others);
        return;
      }
      const remembered: RememberedList = {
        document: asked.document,
        keyHash: hashOf(asked.key),
        blockHash: blockHash(asked.file, asked.request),
        environment: asked.environment,
        company: asked.company ?? null,
        rowsRead: pagination.rowsRead,
        total: pagination.total,
      };
      void state.update(workspaceKey.stoppedLists, [remembered, ...others].slice(0, mostRemembered));
    },
    of(asked) {
      const found = all().find(list => list.document === asked.document && isOf(list, asked));
      if (found === undefined) return undefined;
      const same =
        found.environment === asked.environment &&
        found.company === (asked.company ?? null) &&
        found.blockHash === blockHash(asked.file, asked.request);
      return same ? { rowsRead: found.rowsRead, total: found.total } : undefined;
    },
  };
}

/** Whether pages are left that a later reading can add. */
export function isStopped({ pagination, error, response }: Exchange): boolean {
  return pagination?.hasNext === true && (error !== null || (response?.status ?? 0) >= 300);
}
