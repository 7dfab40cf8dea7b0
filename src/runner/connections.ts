import { type buildConnector, Client, Dispatcher } from 'undici';

/**
 * Kept connections to any number of origins, as many for each as are busy at a time. A connection is free as soon
 * as its answer is complete, where undici's own `Agent` opens another one for a request of the same turn, or lets
 * it wait for the next. HTTP/1.1 only: one request at a time is on a connection.
 */
export class Connections extends Dispatcher {
  readonly #connect: buildConnector.connector;
  readonly #clients = new Map<string, Client[]>();

  constructor(connect: buildConnector.connector) {
    super();
    this.#connect = connect;
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    const origin = String(options.origin);
    const open = this.#clients.get(origin);
    const idle = open?.find(({ stats }) => stats.size === 0);
    return (idle ?? this.#open(origin)).dispatch(options, handler);
  }

  override async close(callback?: () => void): Promise<void> {
    const clients = [...this.#clients.values()].flat();
    this.#clients.clear();
    await Promise.all(clients.map(client => client.close()));
    callback?.();
  }

  #open(origin: string): Client {
    const client = new Client(origin, { connect: this.#connect });
    this.#clients.set(origin, [...(this.#clients.get(origin) ?? []), client]);
    client.on('disconnect', () => {
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
