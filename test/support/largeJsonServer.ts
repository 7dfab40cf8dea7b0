import { createServer, type ServerResponse } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

/** What `workerData` holds. */
export interface LargeJson {
  readonly bytes: number;
}

/** Posted first with the port, then for each answer with its number, from 1, and when its last byte was handed over. */
export type LargeJsonReport =
  | { readonly port: number }
  | { readonly serial: number; readonly lastByteAt: number };

// A thread of its own, so that only the client's cost is measured.
const { bytes }: LargeJson = workerData;
const rows = Buffer.from(
  Array.from(
    { length: 5000 },
    (_, index) =>
      `{"id":${562949953443325n + BigInt(index)},"subject":"Door ${index} does not close","status":"open","due_date":null,"assignees":[{"id":${index},"name":"Ana Lima"}]}`,
  ).join(','),
);
let count = 0;

const server = createServer((_request, response) => {
  count += 1;
  const serial = count;
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
  response.write(`[{"serial":${serial}}`);
  response.on('finish', () => report({ serial, lastByteAt: Date.now() }));
  sendRows(response, bytes);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  report({ port: typeof address === 'object' && address !== null ? address.port : 0 });
});

function sendRows(response: ServerResponse, left: number): void {
  let still = left;
  while (still > 0) {
    still -= rows.length + 1;
    response.write(',');
    if (response.write(rows)) continue;
    response.once('drain', () => sendRows(response, still));
    return;
  }
  response.end(']');
}

function report(message: LargeJsonReport): void {
  parentPort?.postMessage(message);
}
