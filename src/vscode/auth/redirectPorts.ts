import { redirectPorts } from '../../procore/redirectUris.ts';

/**
 * Ports out of the setting `procore.signIn.redirectPorts`, each once; the usual ones where it holds none
 * that can be listened on.
 */
export function readRedirectPorts(value: unknown): readonly number[] {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [];
  const ports = entries.filter(
    (port): port is number => typeof port === 'number' && Number.isInteger(port) && port > 0 && port < 65_536,
  );
  return ports.length === 0 ? redirectPorts : [...new Set(ports)];
}
