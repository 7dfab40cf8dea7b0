import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { type ClientCertificate, ConnectProblem } from '../../runner/network.ts';

/** Files of the user's for one host. */
export interface CertificateFiles {
  readonly cert?: string;
  readonly key?: string;
  readonly pfx?: string;
  /** Name of an environment variable. */
  readonly passphraseVariable?: string;
}

/** By host, in lower case. */
export type ClientCertificates = ReadonlyMap<string, CertificateFiles>;

/** `value` is what the user wrote, so anything; entries without a host or a file are left out. */
export function readClientCertificates(value: unknown): ClientCertificates {
  const found = new Map<string, CertificateFiles>();
  for (const entry of Array.isArray(value) ? value : []) {
    if (typeof entry !== 'object' || entry === null) continue;
    const field = (key: string) => {
      const text: unknown = Reflect.get(entry, key);
      return typeof text === 'string' && text.trim() !== '' ? { [key]: text.trim() } : {};
    };
    const { host } = field('host');
    const files: CertificateFiles = {
      ...field('cert'),
      ...field('key'),
      ...field('pfx'),
      ...field('passphraseVariable'),
    };
    if (host !== undefined && (files.cert ?? files.pfx) !== undefined) found.set(host.toLowerCase(), files);
  }
  return found;
}

/** Reads the files; throws a `ConnectProblem` that names the one that cannot be read. */
export function loadClientCertificate(
  { cert, key, pfx, passphraseVariable }: CertificateFiles,
  env: Readonly<Record<string, string | undefined>>,
): ClientCertificate {
  const passphrase = passphraseVariable === undefined ? undefined : env[passphraseVariable];
  return {
    ...(cert === undefined ? {} : { cert: readBytes(cert).toString() }),
    ...(key === undefined ? {} : { key: readBytes(key).toString() }),
    ...(pfx === undefined ? {} : { pfx: readBytes(pfx) }),
    ...(passphrase === undefined ? {} : { passphrase }),
  };
}

function readBytes(written: string): Buffer {
  const path = written.startsWith('~/') ? join(homedir(), written.slice(2)) : written;
  try {
    if (!isAbsolute(path)) throw new Error(`${written} is not an absolute path`);
    return readFileSync(path);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ConnectProblem(
      'ERR_TLS_CERTIFICATE_UNREADABLE',
      `A file of procore.send.clientCertificates cannot be read: ${why}. Nothing was sent.`,
      { cause },
    );
  }
}
