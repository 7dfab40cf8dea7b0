/**
 * Record ids on the outside: integers in v1, texts in v2, UUIDs for some; inside they are one number.
 */
export function parseId(text: string): number | undefined {
  if (/^\d{1,16}$/.test(text)) return Number(text);
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8([0-9a-f]{3})-([0-9a-f]{12})$/i.exec(text);
  return uuid ? Number.parseInt(`${uuid[1]}${uuid[2]}`, 16) : undefined;
}

/** The UUID that `parseId` reads back. */
export function uuidOf(id: number): string {
  const hex = id.toString(16).padStart(15, '0');
  return `7e57ab1e-0000-4000-8${hex.slice(0, 3)}-${hex.slice(3)}`;
}
