import { parseHttpFile } from '../../src/httpFile/parser.ts';
import type { Clock } from '../../src/runner/clock.ts';
import type { Exchange } from '../../src/runner/exchange.ts';
import type { RunJob } from '../../src/runner/runner.ts';
import type { EnvironmentName } from './messages.ts';
import type { Dice } from './random.ts';
import type { SoakFolder, SoakRunner, TokenBook } from './world.ts';

/** How a step ended; `well` is what it is for, the rest are the ends that faults and people give it. */
export type StepEnd = 'well' | 'refused' | 'failed' | 'cancelled';

/** A list that nobody writes to, and what stands in it. */
export interface KnownList {
  readonly company: number;
  /** Path, and its query but for the page. */
  readonly target: string;
  readonly ids: readonly number[];
}

/** What it takes to send. */
export interface Sending {
  readonly number: number;
  readonly dice: Dice;
  readonly runner: SoakRunner;
  readonly at: EnvironmentName;
  readonly folder: SoakFolder;
  readonly clock: Clock;
  readonly tokens: TokenBook;
  /** A person stops some of the steps. */
  readonly signal: AbortSignal;
  /** Something that must never be. */
  readonly found: (what: string) => void;
}

/** What one step has to work with. */
export interface Step extends Sending {
  readonly lists: readonly [KnownList, ...KnownList[]];
  readonly foreignUrl: string;
}

/** By the fast clock. */
const timeoutMs = 200_000;

/** Runs the last request of a text, and looks at what must be so of every exchange. */
export async function send(
  step: Sending,
  text: string,
  more: Partial<RunJob> = {},
  signal = step.signal,
): Promise<Exchange> {
  const { runner, at, found, tokens } = step;
  const file = parseHttpFile(text);
  const request = file.requests.at(-1);
  if (request === undefined) throw new TypeError('a step without a request');
  const exchange = await runner.run(
    {
      file,
      fileName: `step-${step.number}.http`,
      request,
      environment: runner.environments[at],
      environments: Object.values(runner.environments),
      values: { overrides: {}, host: {}, processEnv: {} },
      allPages: false,
      timeoutMs,
      ...more,
    },
    signal,
  );
  const { response, error } = exchange;
  if (response === null && error === null) found('an exchange with neither an answer nor an error');
  if (tokens.foundIn(JSON.stringify(exchange)) !== undefined) found('a token stands in the exchange');
  return exchange;
}

export function endOf({ response, error }: Exchange): StepEnd {
  if (error !== null) return error.code === 'cancelled' ? 'cancelled' : 'failed';
  return (response?.status ?? 0) < 300 ? 'well' : 'refused';
}

/** The ids in a body, in order. Throws where it is no array of rows. */
export function idsIn(body: string): readonly number[] {
  const rows: unknown = JSON.parse(body);
  if (!Array.isArray(rows)) throw new TypeError('no array');
  return rows.map(row => Number(row.id));
}

/** Tells rows that are lost, come twice or stand elsewhere. */
export function compareIds(step: Sending, body: string, wanted: readonly number[]): void {
  let ids: readonly number[];
  try {
    ids = idsIn(body);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    step.found(`a body that says it is whole cannot be read (${why}): ${body.slice(0, 60)}`);
    return;
  }
  const unique = new Set(ids);
  const lost = wanted.filter(id => !unique.has(id)).length;
  const doubled = ids.length - unique.size;
  if (lost > 0 || doubled > 0 || ids.length !== wanted.length) {
    step.found(`of ${wanted.length} rows ${ids.length} came, ${lost} are lost, ${doubled} came again`);
  } else if (ids.some((id, index) => id !== wanted[index])) {
    step.found('the rows came in another order');
  }
}
