import { Dispatcher } from 'undici';
import { parseHttpFile } from '../../src/httpFile/parser.ts';
import { builtInEnvironments, type Environment, findEnvironment } from '../../src/procore/environments.ts';
import { type AccessToken, accessToken, type GetToken } from '../../src/runner/accessToken.ts';
import type { Clock } from '../../src/runner/clock.ts';
import type { Exchange } from '../../src/runner/exchange.ts';
import { createRunner } from '../../src/runner/run.ts';
import type { Progress, RunJob, RunnerParts, SendQuestion } from '../../src/runner/runner.ts';
import type { StreamedBody } from '../../src/runner/streamedBody.ts';
import { fakeClock } from './fakeClock.ts';

export interface RunOptions {
  /** Undici's; default: real connections. */
  readonly dispatcher?: Dispatcher;
  readonly environment?: string | Environment;
  readonly network?: RunnerParts['network'];
  readonly getToken?: GetToken;
  readonly confirmSend?: RunnerParts['confirmSend'];
  readonly catalog?: RunnerParts['catalog'];
  readonly job?: Partial<
    Pick<
      RunJob,
      | 'answerRead'
      | 'asks'
      | 'attempted'
      | 'values'
      | 'allPages'
      | 'timeoutMs'
      | 'keepBody'
      | 'bodyFiles'
      | 'sendUnknown'
      | 'onProgress'
      | 'onNotice'
      | 'onRenewed'
      | 'rowStore'
      | 'resumePages'
    >
  >;
  readonly signal?: AbortSignal;
  /** Default: one that moves on at once whenever it is asked to wait. */
  readonly clock?: Clock;
  readonly bodyFiles?: Readonly<Record<string, string | StreamedBody>>;
}

export interface Ran {
  /** In the order in which they ended; prerequisites among them. */
  readonly exchanges: readonly Exchange[];
  /** The last one. */
  readonly exchange: Exchange;
  /** Milliseconds that were slept, none of them really. */
  readonly waits: readonly number[];
  readonly progress: readonly Progress[];
  readonly questions: readonly SendQuestion[];
}

/** Runs the requests of a text, all or those named, with a clock that does not wait. */
export async function runText(
  text: string,
  options: RunOptions = {},
  names?: readonly string[],
): Promise<Ran> {
  const file = parseHttpFile(text);
  const environment = environmentOf(options.environment ?? 'sandbox');
  const given = options.clock ?? fakeClock({ start: Date.parse('2026-11-22T05:00:00Z'), autoAdvance: true });
  const waits: number[] = [];
  const clock: Clock = {
    now: given.now,
    sleep: (milliseconds, signal) => {
      if (!signal.aborted) waits.push(milliseconds);
      return given.sleep(milliseconds, signal);
    },
  };
  const progress: Progress[] = [];
  const questions: SendQuestion[] = [];
  const exchanges: Exchange[] = [];
  const { dispatcher } = options;
  const runner = createRunner({
    clock,
    random: () => 0,
    getToken: options.getToken ?? (() => Promise.resolve(tokenOf(environment.name, 'sandbox-token'))),
    catalog: options.catalog ?? (() => Promise.reject(new Error('no catalog in this test'))),
    readBodyFile: path => {
      const content = options.bodyFiles?.[path];
      return content === undefined
        ? Promise.reject(new Error('there is no such file.'))
        : Promise.resolve(typeof content === 'string' ? Buffer.from(content) : content);
    },
    confirmSend: question => {
      questions.push(question);
      return options.confirmSend?.(question) ?? Promise.resolve(false);
    },
    ...(options.network === undefined ? {} : { network: options.network }),
    ...(dispatcher === undefined ? {} : { openDispatcher: () => new BorrowedDispatcher(dispatcher) }),
  });
  try {
    const chosen = file.requests.filter(
      ({ name }) => names === undefined || names.includes(name?.text ?? ''),
    );
    for (const request of chosen) {
      const exchange = await runner.run(
        {
          file,
          fileName: 'test.http',
          request,
          environment,
          environments: builtInEnvironments,
          values: { overrides: {}, host: {}, processEnv: {} },
          allPages: false,
          timeoutMs: undefined,
          ...options.job,
          onDependency: dependency => exchanges.push(dependency),
          onProgress(step) {
            progress.push(step);
            options.job?.onProgress?.(step);
          },
        },
        options.signal ?? new AbortController().signal,
      );
      exchanges.push(exchange);
    }
  } finally {
    await runner.close();
  }
  const exchange = exchanges.at(-1);
  if (exchange === undefined) throw new Error('the text holds no request');
  return { exchanges, exchange, waits, progress, questions };
}

/** A token of an environment. */
export function tokenOf(environment: string, value: string): AccessToken {
  return accessToken(value, {
    environment,
    account: undefined,
    grant: 'client_credentials',
    expiresAt: undefined,
  });
}

function environmentOf(environment: string | Environment): Environment {
  if (typeof environment !== 'string') return environment;
  const found = findEnvironment(builtInEnvironments, environment);
  if (found === undefined) throw new Error(`no environment ${environment}`);
  return found;
}

/** Passes everything on, and leaves closing to the test that owns the other. */
class BorrowedDispatcher extends Dispatcher {
  readonly #owner: Dispatcher;

  constructor(owner: Dispatcher) {
    super();
    this.#owner = owner;
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    return this.#owner.dispatch(options, handler);
  }

  override close(callback?: () => void): Promise<void> {
    callback?.();
    return Promise.resolve();
  }
}
