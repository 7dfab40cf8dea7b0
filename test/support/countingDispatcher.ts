import { Agent, Dispatcher } from 'undici';

/** Real connections that know how many requests are under way. */
export class CountingDispatcher extends Dispatcher {
  readonly #agent = new Agent();
  #underWay = 0;

  get underWay(): number {
    return this.#underWay;
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    this.#underWay += 1;
    let open = true;
    const end = () => {
      if (open) this.#underWay -= 1;
      open = false;
    };
    const watched: Dispatcher.DispatchHandler = {
      onRequestStart: (...given) => handler.onRequestStart?.(...given),
      onResponseStart: (...given) => handler.onResponseStart?.(...given),
      onResponseData: (...given) => handler.onResponseData?.(...given),
      onResponseEnd(...given) {
        handler.onResponseEnd?.(...given);
        // Whoever sent it hears of the end a turn later.
        setImmediate(() => setImmediate(end));
      },
      onResponseError(...given) {
        handler.onResponseError?.(...given);
        setImmediate(end);
      },
    };
    return this.#agent.dispatch(options, watched);
  }

  override close(callback?: () => void): Promise<void> {
    const closed = this.#agent.close();
    if (callback !== undefined) void closed.then(callback);
    return closed;
  }
}
