import type { Transport } from '../oauth/transport.ts';
import type { Environment } from '../procore/environments.ts';
import { createMeasuredConnector } from '../runner/connect.ts';
import { Connections } from '../runner/connections.ts';
import { connectTimeout, tokenOriginsOf } from '../runner/endpoints.ts';
import { ConnectProblem, type Network } from '../runner/network.ts';
import { isAnswer, send } from '../runner/send.ts';

/** How token calls leave the command line, and the end of their connections. */
export interface TokenTransport {
  readonly transport: Transport;
  close(): Promise<void>;
}

/** Through the same proxies, and with the same certificates, as the requests that the tokens are for. */
export function createTokenTransport(network: Network, environment: Environment): TokenTransport {
  const tokenOrigins = tokenOriginsOf(environment);
  const connector = createMeasuredConnector({ timeout: connectTimeout, network, tokenOrigins });
  const dispatcher = new Connections(connector.connect);
  return {
    async transport(url, { method, headers, body, signal }) {
      const call = { method, url: new URL(url), headers: Object.entries(headers), body };
      const outcome = await send(call, { dispatcher, connector }, signal);
      if (!isAnswer(outcome)) throw new ConnectProblem(outcome.code, outcome.message);
      const text = outcome.body.toString();
      return new Response(text === '' ? null : text, { status: outcome.status });
    },
    close() {
      const closed = dispatcher.close();
      // For a connection that does not stand yet, such as one through a silent proxy, nobody waits.
      connector.giveUp();
      return closed;
    },
  };
}
