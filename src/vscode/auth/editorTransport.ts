import https from 'node:https';
import type { Transport, TransportInit } from '../../oauth/transport.ts';

/**
 * How token calls leave the editor: by its own `fetch`, looked up at each call since the editor puts one in
 * place that obeys its settings for proxy and certificates. That one always checks certificates; where
 * `strictSsl` is false, what the editor has made of Node's `https` is used instead.
 */
export function createEditorTransport(strictSsl: () => boolean): Transport {
  return (url, init) =>
    strictSsl() || !url.startsWith('https:') ? fetch(url, init) : requestUnchecked(url, init);
}

/** Follows no redirect, and reads the answer to its end. Its headers are nobody's business here. */
function requestUnchecked(url: string, { method, headers, body, signal }: TransportInit): Promise<Response> {
  return new Promise((resolve, reject) => {
    const options = { method, headers, signal, rejectUnauthorized: false };
    const request = https.request(url, options, answer => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const { statusCode: status = 500 } = answer;
        const text = Buffer.concat(chunks).toString();
        resolve(new Response(text === '' ? null : text, { status }));
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}
