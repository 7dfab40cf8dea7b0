import type { Transport } from '../../oauth/transport.ts';

/**
 * The editor's own `fetch`, looked up at each call, since the editor puts its own in place: it obeys the
 * settings for proxy, certificates and strict SSL.
 */
export const editorTransport: Transport = (url, init) => fetch(url, init);
