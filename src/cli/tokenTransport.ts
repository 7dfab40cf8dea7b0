import { Agent, type Dispatcher, request } from 'undici';
import type { Transport } from '../oauth/transport.ts';
import type { Environment } from '../procore/environments.ts';
import { createMeasuredConnector } from '../runner/connect.ts';
import { connectTimeout, tokenOriginsOf } from '../runner/endpoints.ts';
import type { Network } from '../runner/network.ts';

/** How token calls leave the command line, and the end of their connections. */
export interface TokenTransport {
  readonly transport: Transport;
  close(): Promise<void>;
}

/** Through the same proxies, and with the same certificates, as the requests that the tokens are for. */
export function createTokenTransport(network: Network, environment: Environment): TokenTransport {
  const tokenOrigins = tokenOriginsOf(environment);
  const { connect } = createMeasuredConnector({ timeout: connectTimeout, network, tokenOrigins });
  const dispatcher = new Agent({ connect });
  return {
    async transport(url, { method, headers, body, signal }) {
      const answer = await request(url, {
        dispatcher,
        method: method as Dispatcher.HttpMethod,
        headers,
        body: body ?? null,
        signal,
      });
      const text = await answer.body.text();
      return new Response(text === '' ? null : text, { status: answer.statusCode });
    },
    close: () => dispatcher.close(),
  };
}
