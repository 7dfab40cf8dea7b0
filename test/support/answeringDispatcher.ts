import { Dispatcher } from 'undici';

/** What a request is answered; an error: the connection ends with it instead. */
export type DoubledAnswer =
  | {
      readonly status: number;
      readonly statusText?: string;
      /** Default: what says that the body is JSON. */
      readonly headers?: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | Error;

/** Answers without any network: in the same turn, or when the time that `arrives` is over. */
export class AnsweringDispatcher extends Dispatcher {
  readonly #answer: (request: Dispatcher.DispatchOptions) => DoubledAnswer;
  readonly #arrives: (() => Promise<void>) | undefined;

  constructor(answer: (request: Dispatcher.DispatchOptions) => DoubledAnswer, arrives?: () => Promise<void>) {
    super();
    this.#answer = answer;
    this.#arrives = arrives;
  }

  override dispatch(request: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    const controller: Dispatcher.DispatchController = {
      aborted: false,
      paused: false,
      reason: null,
      abort() {},
      pause() {},
      resume() {},
    };
    handler.onRequestStart?.(controller, {});
    const answer = this.#answer(request);
    const deliver = () => {
      if (answer instanceof Error) {
        handler.onResponseError?.(controller, answer);
        return;
      }
      const { status, statusText, headers = { 'content-type': 'application/json' }, body } = answer;
      handler.onResponseStart?.(controller, status, { ...headers }, statusText);
      handler.onResponseData?.(controller, Buffer.from(body));
      handler.onResponseEnd?.(controller, {});
    };
    if (this.#arrives === undefined) deliver();
    else void this.#arrives().then(deliver);
    return true;
  }

  override close(callback?: () => void): Promise<void> {
    callback?.();
    return Promise.resolve();
  }

  override destroy(): Promise<void> {
    return Promise.resolve();
  }
}
