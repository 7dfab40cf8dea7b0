import { readFileSync } from 'node:fs';
import { ConnectProblem, type Network } from '../runner/network.ts';
import { proxyFromEnvironment } from '../runner/proxyFromEnvironment.ts';
import { systemCertificates } from '../runner/systemCertificates.ts';
import type { CliIo } from './io.ts';

/**
 * The network as the usual environment variables describe it: `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and
 * `NO_PROXY` in either case; `SSL_CERT_FILE` names certificates to trust beside Node's own and
 * `NODE_EXTRA_CA_CERTS`, which Node itself reads. The machine's own store is trusted, too.
 */
export function networkOf({ env }: Pick<CliIo, 'env'>): Network {
  return {
    version: () => '',
    proxyFor: proxyFromEnvironment(env),
    trust: {
      certificates: () => certificatesOf(env),
      systemCertificates,
      checked: () => env['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0',
      clientCertificate: () => undefined,
    },
  };
}

function certificatesOf(env: CliIo['env']): readonly string[] {
  const file = env['SSL_CERT_FILE']?.trim();
  if (!file) return [];
  const extra = env['NODE_EXTRA_CA_CERTS']?.trim();
  return [readPem('SSL_CERT_FILE', file), ...(extra ? [readPem('NODE_EXTRA_CA_CERTS', extra)] : [])];
}

function readPem(variable: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ConnectProblem(
      'ERR_TLS_CERTIFICATE_UNREADABLE',
      `The file that ${variable} names cannot be read: ${why}. Nothing was sent.`,
      { cause },
    );
  }
}
