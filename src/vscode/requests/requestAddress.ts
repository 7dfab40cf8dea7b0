/** Which request a command means: the address of its document and its key there. */
export interface RequestAddress {
  readonly document: string;
  readonly key: string;
}

/**
 * Out of a command's arguments, which may come from anywhere: two texts as lenses pass them, or a row of
 * the view. `undefined`: the command was called without a request.
 */
export function addressOf(parameters: readonly unknown[]): RequestAddress | undefined {
  const [first, second] = parameters;
  if (typeof first === 'string' && typeof second === 'string') return { document: first, key: second };
  const sent: unknown = typeof first === 'object' && first !== null ? Reflect.get(first, 'sent') : undefined;
  if (typeof sent !== 'object' || sent === null) return undefined;
  const document: unknown = Reflect.get(sent, 'document');
  const key: unknown = Reflect.get(sent, 'key');
  return typeof document === 'string' && typeof key === 'string' ? { document, key } : undefined;
}
