/**
 * Redirect addresses to register in Procore's developer portal. Procore matches them byte for byte and
 * knows no any-port rule for loopback (Procore documentation, "OAuth keys" [doc]; a fixed port and path
 * on `localhost` works when registered [live]), so the ports are fixed and tried in this order.
 */
export const redirectPorts: readonly number[] = [27561, 27562, 27563];

/** The path of every redirect address on this machine. */
export const redirectPath = '/callback';

/** Shows the code on a page of Procore's, to be copied by hand. Source: "OAuth endpoints" [doc]. */
export const outOfBandRedirectUri = 'urn:ietf:wg:oauth:2.0:oob';

/** The address to register for a port, e.g. `http://localhost:27561/callback`. */
export function redirectUri(port: number): string {
  return `http://localhost:${port}${redirectPath}`;
}
