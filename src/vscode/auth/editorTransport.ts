import https from 'node:https';
import { OAuthError } from '../../oauth/errors.ts';
import { certificateCodeIn, type Transport, type TransportInit } from '../../oauth/transport.ts';
import { isLoopbackHost } from '../../procore/environments.ts';

/**
 * How token calls leave the editor: by its own `fetch`, looked up at each call since the editor puts one in
 * place that obeys its settings for proxy and certificates. That one always checks certificates, and so it
 * must be: what goes over the wire here are secrets and tokens. Only on this machine itself, where `strictSsl`
 * is false, nothing is checked.
 */
export function createEditorTransport(strictSsl: () => boolean): Transport {
  return async (url, init) => {
    const { protocol, hostname, host } = new URL(url);
    if (strictSsl() || protocol !== 'https:') return fetch(url, init);
    if (isLoopbackHost(hostname)) return requestUnchecked(url, init);
    try {
      return await fetch(url, init);
    } catch (cause) {
      const code = certificateCodeIn(cause);
      if (code === undefined) throw cause;
      throw new OAuthError('unreachable', refusal(host, code), { cause });
    }
  };
}

function refusal(host: string, code: string): string {
  return `The certificate of ${host} was not accepted (${code}). http.proxyStrictSSL is off, but secrets and tokens never go to a server that was not checked. Nothing was sent. Let this machine trust the certificate of your proxy, and try again.`;
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
