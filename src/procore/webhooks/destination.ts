import { isLoopbackHost } from '../environments.ts';

/** Why Procore cannot send events to an address. */
export type DestinationProblem = 'not-an-address' | 'not-https' | 'this-machine' | 'not-public';

/**
 * What is wrong with a hook's `destination_url`, or `undefined`. Events go by https to an address that is reachable
 * from the internet. Source: "How Webhooks Work", Set Up Your Endpoint [doc].
 */
export function destinationProblem(address: string): DestinationProblem | undefined {
  if (!URL.canParse(address)) return 'not-an-address';
  const { protocol, hostname } = new URL(address);
  if (protocol !== 'https:' && protocol !== 'http:') return 'not-an-address';
  if (isLoopbackHost(hostname) || hostname.endsWith('.localhost')) return 'this-machine';
  if (protocol !== 'https:') return 'not-https';
  return privateHost.test(hostname) ? 'not-public' : undefined;
}

const privateHost =
  /^(?:0\.|10\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|\[f[cd]|\[fe80:)|\.(?:local|internal|lan|home)$|^[^.:]+$/i;
