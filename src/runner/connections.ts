import { type buildConnector, Client, Dispatcher } from 'undici';

/**
 * Kept connections to any number of origins, as many for each as are busy at a time. A connection is free as soon
 * as its answer is complete, where undici's own `Agent` opens another one for a request of the same turn, or lets
 * it wait for the next. HTTP/1.1 only: one request at a time is on a connection.
 */
export class Connections extends Dispatcher {
  readonly #connect: buildConnector.connector;
  readonly #clients = new Map<string, Client[]>();
  /** Where a kept connection was closed without a word. */
  readonly #closing = new Set<string>();

  constructor(connect: buildConnector.connector) {
    super();
    this.#connect = connect;
  }

  /**
   * A server may close a connection right after its answer without having said so. What must not be repeated waits
   * until that would have been seen, as does everything to a server that is known to do it.
   */
  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    const origin = String(options.origin);
    const idle = this.#idle(origin);
    if (idle === undefined) return this.#open(origin).dispatch(options, handler);
    if (isRead(options) && !this.#closing.has(origin)) return idle.dispatch(options, handler);
    const now = () => (this.#idle(origin) ?? this.#open(origin)).dispatch(options, handler);
    setImmediate(() => setImmediate(now));
    return true;
  }

  override async close(callback?: () => void): Promise<void> {
    const clients = [...this.#clients.values()].flat();
    this.#clients.clear();
    await Promise.all(clients.map(client => client.close()));
    callback?.();
  }

  #idle(origin: string): Client | undefined {
    return this.#clients.get(origin)?.find(({ stats }) => stats.size === 0);
  }

  #open(origin: string): Client {
    const client = new Client(origin, { connect: this.#connect, maxHeaderSize });
    this.#clients.set(origin, [...(this.#clients.get(origin) ?? []), client]);
    client.on('disconnect', (_origin, _clients, error) => {
      // What undici closes by itself, or because the answer said so, bears this code.
      if (error.code !== 'UND_ERR_INFO') this.#closing.add(origin);
      // One that has a request again connects anew.
      if (client.stats.size === 0) this.#forget(origin, client);
    });
    client.on('connectionError', () => this.#forget(origin, client));
    return client;
  }

  #forget(origin: string, client: Client): void {
    const others = (this.#clients.get(origin) ?? []).filter(other => other !== client);
    if (others.length > 0) this.#clients.set(origin, others);
    else this.#clients.delete(origin);
  }
}

/** In bytes: as much as browsers take, where Node's own limit is 16 kB. */
const maxHeaderSize = 256 << 10;

function isRead({ method }: Dispatcher.DispatchOptions): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
}
