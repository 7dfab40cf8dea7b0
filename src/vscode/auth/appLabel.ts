/** A client id as people tell apps apart; Procore's have 64 characters. */
export function shortId(clientId: string): string {
  return clientId.length > 24 ? `${clientId.slice(0, 10)}…${clientId.slice(-6)}` : clientId;
}
