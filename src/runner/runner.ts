import type { buildConnector, Dispatcher } from 'undici';
import type { NeededInput } from '../httpFile/inputs.ts';
import type { HttpFile, RequestNode } from '../httpFile/syntax.ts';
import type { ValueSources } from '../httpFile/values.ts';
import type { Catalog } from '../procore/catalog/catalog.ts';
import type { Environment } from '../procore/environments.ts';
import type { GetToken } from './accessToken.ts';
import type { AnswerFile } from './answerFile.ts';
import type { BodyFiles, StoredBody } from './bodyFiles.ts';
import type { Priority } from './budgetBook.ts';
import type { BudgetStore } from './budgetStore.ts';
import type { BudgetEvent } from './budgets.ts';
import type { Clock } from './clock.ts';
import type { Exchange } from './exchange.ts';
import type { SentRecord } from './history/sentRecord.ts';
import type { Network } from './network.ts';
import type { RowStore } from './rowStore.ts';
import type { Answer } from './send.ts';
import type { StreamedBody } from './streamedBody.ts';
import type { Tried } from './tried.ts';

/** What the runner needs of the world. */
export interface RunnerParts {
  readonly clock: Clock;
  /** From 0 to 1, for jitter. */
  readonly random: () => number;
  readonly getToken: GetToken;
  /** For diagnoses by path and version; loaded on first use. */
  readonly catalog: () => Promise<Catalog>;
  /**
   * A body file, `path` as written in the request: its bytes, or what reads it while it is sent. Rejects where
   * it may not be read.
   */
  readonly readBodyFile: (path: string, job: RunJob) => Promise<Uint8Array | StreamedBody>;
  /**
   * Writes an answer to the file that `>> path` names, as a body may be read from one, and gives the name of
   * the file. Rejects with a sentence where nothing may be written there. Absent: answers are not written.
   */
  readonly writeAnswer?: (file: AnswerFile, body: Uint8Array | StoredBody, job: RunJob) => Promise<string>;
  /** Asked before a write to production and for `# @note`; `false` stops the request. */
  readonly confirmSend: (question: SendQuestion) => Promise<boolean>;
  /**
   * Asked once for all that a request and what must be sent before it still need of a person; answers by the
   * key of each input, `undefined` where the person declines: then nothing is sent. Without this part, needed
   * inputs stop the request.
   */
  readonly askInputs?: (
    inputs: readonly NeededInput[],
    job: RunJob,
  ) => Promise<Readonly<Record<string, string>> | undefined>;
  /** Hears of every answer that counts against a rate window. */
  readonly onBudget?: (event: BudgetEvent) => void;
  /** What other processes of the same person send, so that all keep within the windows. Default: alone. */
  readonly budgetStore?: BudgetStore;
  /** Proxies and certificates. Default: none, and whom Node trusts. */
  readonly network?: Network;
  /**
   * Connections for one environment, through `connect` so that timings are measured and `network` is obeyed;
   * for tests. Default: undici's clients with keep-alive.
   */
  readonly openDispatcher?: (environment: Environment, connect: buildConnector.connector) => Dispatcher;
}

/** One request of one file, for one environment. */
export interface RunJob {
  readonly file: HttpFile;
  /** As shown to people and kept in the exchange; `null` for text that is in no file. */
  readonly fileName: string | null;
  readonly request: RequestNode;
  readonly environment: Environment;
  /** Every environment there is, to know foreign hosts by name. */
  readonly environments: readonly Environment[];
  readonly values: ValueSources;
  /** Send names without a value as the text they are, because the person said so; default: they stop it. */
  readonly sendUnknown?: boolean;
  /** Whether a person waits for just this request; default: so it is. The pages after the first are not. */
  readonly priority?: Priority;
  /** Whether a person may be asked to sign in for it; default: yes. */
  readonly asks?: boolean;
  /** The request is a step of something larger; default: it is a person's own. */
  readonly errand?: Errand;
  /** Whether another request may read its answer, as `{{name.response...}}`; default: yes, and it is remembered. */
  readonly answerRead?: boolean;
  /** Read every page, whatever the request's flags say. */
  readonly allPages: boolean;
  /** For the whole request with its waits and pages; `undefined`: no limit but each attempt's own. */
  readonly timeoutMs: number | undefined;
  readonly onProgress?: (progress: Progress) => void;
  /**
   * Hears that the answer is there, before its exchange is made: the next request may go, and the rest is done while
   * that one is under way. Not called where nothing was sent, or where other requests had to be sent first.
   */
  readonly onAnswered?: () => void;
  /** Hears how long a refused token took to be renewed, perhaps by a person: no timing of the exchange has it. */
  readonly onRenewed?: (milliseconds: number) => void;
  /** Hears sentences for the user about what is odd, but did not stop the request. */
  readonly onNotice?: (notice: string) => void;
  /**
   * What came of each request of a run of many, by the same object for all its jobs; the runner adds to it.
   * What stands here is not sent again only because another request reads its answer.
   */
  readonly attempted?: Map<RequestNode, Tried>;
  /** Hears the exchange of every request that had to be run first because this one refers to its answer. */
  readonly onDependency?: (exchange: Exchange) => void;
  /** Hears of every request that went out for this job, with what a history may keep: nothing in it is secret. */
  readonly onRecord?: (record: SentRecord) => void;
  /**
   * Takes the body of a 2xx answer (all rows as one JSON array where pages were read) and gives the name
   * of the file it went to; the exchange then has `bodyFile` in place of `body`. Not asked where the body or
   * the list came in part only. A body that came by `bodyFiles` is given as that file, to be moved.
   */
  readonly keepBody?: (body: Uint8Array | StoredBody) => Promise<string>;
  /** Where a body goes that is too long for the memory; default: it stays there. Whole lists do not ask. */
  readonly bodyFiles?: BodyFiles;
  /** Where rows go while all pages of a list are read; default: memory, of which a stopped reading can go on. */
  readonly rowStore?: RowStore;
  /** Go on from where an earlier reading of the same list was stopped; default: read it from the beginning. */
  readonly resumePages?: boolean;
}

/** A request of the runner's own, as a step of something larger that a person asked for, such as an upload. */
export interface Errand {
  /** What the question before a write says of the whole. */
  readonly extent: string;
  /** A person has said yes to the whole already, at its first step. */
  readonly confirmed: boolean;
  /** Hears the answer as it came, with nothing masked: signed addresses stand in it. */
  readonly onAnswer?: (answer: Answer) => void;
}

/** What a person is to say yes or no to before a request is sent; secrets in `url` are masked. */
export interface SendQuestion {
  readonly reason: 'production-write' | 'note';
  readonly environment: Environment;
  readonly account: string | undefined;
  readonly companyId: string | undefined;
  readonly method: string;
  readonly url: string;
  /** How much it is, where one request stands for more, e.g. the size of an upload. */
  readonly extent?: string;
  /** What the file gives as the reason, behind `# @note`; foreign text. */
  readonly note?: string;
}

/** What a person may watch while it runs. */
export type Progress =
  | { readonly kind: 'sending'; readonly attempt: number }
  /** So much of a body has gone out that is read while it is sent; in bytes. */
  | { readonly kind: 'sent'; readonly bytes: number; readonly total: number }
  /** A long body comes in; bytes on the wire. */
  | { readonly kind: 'receiving'; readonly bytes: number }
  | { readonly kind: 'waiting'; readonly reason: string; readonly milliseconds: number }
  /** Long work begins that the rate windows will hold up for so long. */
  | { readonly kind: 'forecast'; readonly requests: number; readonly milliseconds: number }
  /** One call of several for one sync action; rows count from 1. */
  | { readonly kind: 'part'; readonly from: number; readonly to: number; readonly rows: number }
  | {
      readonly kind: 'page';
      readonly pagesRead: number;
      readonly rowsRead: number;
      readonly total: number | null;
      /** How many there are; `null`: not known. */
      readonly pages: number | null;
      /** What the rest takes at least, where the rate windows hold it up. */
      readonly leftMs?: number;
    };
