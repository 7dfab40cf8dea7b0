import { entriesRefused, refusedText } from '../../runner/refusedEntries.ts';
import { renderAssert } from '../../runner/render.ts';
import { visibleLine } from '../../runner/visibleText.ts';
import { commandId } from '../commandIds.ts';
import { l10n, translated } from '../l10n.ts';
import { type LinkedText, linkedText, type Piece } from '../responses/linkedText.ts';
import { headline, placeOf, type Wording } from '../responses/responseText.ts';
import { type SentRequest, succeeded } from './sentRequests.ts';

/** A run of several requests of one file, as far as it has come. */
export interface Run {
  /** As people know the file, and its address. */
  readonly fileName: string;
  readonly document: string;
  /** In milliseconds since 1970; `endedAt` is `undefined` while it runs. */
  readonly startedAt: number;
  readonly endedAt: number | undefined;
  readonly cancelled: boolean;
  /** In the order in which they were sent, then those still to come. */
  readonly rows: readonly RunRow[];
}

export interface RunRow {
  readonly key: string;
  readonly label: string;
  /** `undefined`: it has not been sent. */
  readonly sent: SentRequest | undefined;
  /** The label of the request that needed its answer; `undefined` where its own turn had come. */
  readonly neededBy: string | undefined;
}

export interface RunCounts {
  readonly requests: number;
  readonly passed: number;
  readonly failed: number;
  readonly notSent: number;
  /** Cancelled on the way. */
  readonly stopped: number;
  /** Entries inside of answers that went well. */
  readonly refused: number;
  readonly asserts: number;
  readonly assertsHeld: number;
}

export function countsOf({ rows }: Run): RunCounts {
  const outcomes = rows.map(outcomeOf);
  const asserts = rows.flatMap(({ sent }) => sent?.exchange?.asserts ?? []);
  const count = (outcome: Outcome) => outcomes.filter(one => one === outcome).length;
  return {
    requests: rows.length,
    passed: count('passed'),
    failed: count('failed'),
    notSent: count('not sent') + count('waiting'),
    stopped: count('stopped'),
    refused: entriesRefused(rows.flatMap(({ sent }) => sent?.exchange ?? [])),
    asserts: asserts.length,
    assertsHeld: asserts.filter(({ passed }) => passed).length,
  };
}

/** The one summary of a run: counts, then a line for each request, failed ones with why. */
export function runReport(run: Run, wording: Wording): LinkedText {
  const places = new Set(run.rows.flatMap(({ sent }) => (sent?.exchange?.attempts ? [placeOf(sent)] : [])));
  const where = places.size === 1 ? [...places] : [];
  const lasted = run.endedAt === undefined ? [] : [`${((run.endedAt - run.startedAt) / 1000).toFixed(1)} s`];
  const began = l10n.t('started at {0}', wording.timeOf(new Date(run.startedAt).toISOString()));
  return linkedText([
    [headOf(run)],
    ...assertLine(countsOf(run)),
    [[...where, began, ...lasted].join(' · ')],
    [],
    ...run.rows.flatMap(row => rowLines(run, row, places.size > 1)),
  ]);
}

function headOf(run: Run): string {
  const { requests, passed, failed, notSent, stopped, refused } = countsOf(run);
  const done = run.rows.filter(({ sent }) => sent?.exchange !== undefined).length;
  if (run.endedAt === undefined)
    return l10n.t('… Run of {0}: {1} of {2} requests are done', run.fileName, done, requests);
  return [
    requests === 1
      ? l10n.t('Run of {0}: {1} of 1 request went well', run.fileName, passed)
      : l10n.t('Run of {0}: {1} of {2} requests went well', run.fileName, passed, requests),
    ...(refused > 0 ? [l10n.t('but {0}', refusedText(refused))] : []),
    ...(failed > 0 ? [l10n.t('{0} failed', failed)] : []),
    ...(stopped > 0 ? [l10n.t('{0} stopped', stopped)] : []),
    ...(notSent > 0 ? [l10n.t('{0} not sent', notSent)] : []),
    ...(run.cancelled ? [l10n.t('cancelled')] : []),
  ].join(', ');
}

function assertLine({ asserts, assertsHeld }: RunCounts): readonly (readonly Piece[])[] {
  return asserts === 0 ? [] : [[l10n.t('{0} of {1} assertions held', assertsHeld, asserts)]];
}

type Outcome = 'passed' | 'failed' | 'not sent' | 'stopped' | 'running' | 'waiting';

const markOf: Readonly<Record<Outcome, string>> = {
  passed: '✓',
  failed: '✗',
  'not sent': '✗',
  stopped: '✗',
  running: '…',
  waiting: '○',
};

function outcomeOf({ sent }: RunRow): Outcome {
  if (sent === undefined) return 'waiting';
  const { exchange } = sent;
  if (exchange === undefined) return 'running';
  if (succeeded(exchange)) return 'passed';
  if (exchange.error?.code === 'cancelled') return 'stopped';
  return exchange.attempts === 0 ? 'not sent' : 'failed';
}

function rowLines(run: Run, row: RunRow, withPlace: boolean): readonly (readonly Piece[])[] {
  const outcome = outcomeOf(row);
  const name: Piece = {
    text: visibleLine(row.label),
    tooltip: l10n.t('Go to the request'),
    command: commandId.revealRequest,
    parameters: [run.document, row.key],
  };
  const exchange = row.sent?.exchange;
  if (row.sent === undefined || exchange === undefined) {
    const state =
      outcome === 'running' ? row.sent?.progress : run.endedAt === undefined ? '' : l10n.t('not run');
    return [[`${markOf[outcome]} `, name, state ? `  ${state}` : '']];
  }
  const answer: Piece = {
    text: headline(exchange),
    tooltip: l10n.t('Show the answer'),
    command: commandId.showResponse,
    parameters: [run.document, row.key],
  };
  const place = withPlace && exchange.attempts > 0 ? `  ${placeOf(row.sent)}` : '';
  const because =
    row.neededBy === undefined ? '' : `  ${l10n.t('sent because {0} needs it', visibleLine(row.neededBy))}`;
  const why = outcome === 'passed' && entriesRefused([exchange]) === 0 ? [] : reasonsOf(row.sent);
  return [[`${markOf[outcome]} `, name, '  ', answer, place, because], ...why.map(text => [`    ${text}`])];
}

function reasonsOf({ exchange }: SentRequest): readonly string[] {
  if (exchange === undefined) return [];
  const [first] = exchange.diagnoses;
  const why = first === undefined ? exchange.error?.message : translated(first.title);
  return [
    ...(why === undefined ? [] : [visibleLine(why)]),
    ...exchange.asserts.filter(({ passed }) => !passed).map(assert => renderAssert(assert, { color: false })),
  ];
}
