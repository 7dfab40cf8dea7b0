import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** A server on loopback that is no Procore: requests to it need no token. */
export interface PlainServer {
  readonly origin: string;
  /** Method and path of what came in. */
  readonly seen: readonly string[];
  close(): Promise<void>;
}

export async function startPlainServer(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<PlainServer> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    seen,
    close: () =>
      new Promise(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
