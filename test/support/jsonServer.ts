import { createServer } from 'node:http';

// A process of its own, as a server is: it shares neither the client's thread nor its memory.
const rows = Array.from({ length: 18 }, (_, index) => ({
  id: 562949953443325 + index,
  name: `Riverside Medical Center, building ${index}`,
  created_at: '2026-11-22T05:00:00Z',
}));
const body = Buffer.from(JSON.stringify(rows));
const headers = {
  'content-type': 'application/json; charset=utf-8',
  'content-length': body.length,
  'x-request-id': '6f1b2c0e-7b7e-4c0e-9a64-0f6f5c5f3c11',
};

const server = createServer((_request, response) => {
  response.writeHead(200, headers);
  response.end(body);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' && address !== null ? address.port : 0);
});
process.once('disconnect', () => process.exit());
