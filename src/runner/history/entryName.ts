/**
 * The name of a new file for an entry of that time (milliseconds since 1970): names sort by time, and no two
 * windows take the same. `random`: from 0 to 1.
 */
export function entryName(at: number, random: () => number): string {
  const time = new Date(at).toISOString().replaceAll(/[:.]/g, '-');
  const own = Math.floor(random() * 2 ** 48)
    .toString(16)
    .padStart(12, '0');
  return `${time}-${own}.json`;
}

const named = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z-[\da-f]{12}\.(json|part)$/;

/** The time that a file's name says, `part` while it is being written; `undefined`: it is none of ours. */
export function readEntryName(name: string): { readonly at: number; readonly part: boolean } | undefined {
  const [, day, hours, minutes, seconds, milliseconds, kind] = named.exec(name) ?? [];
  const at = Date.parse(`${day}T${hours}:${minutes}:${seconds}.${milliseconds}Z`);
  return Number.isNaN(at) ? undefined : { at, part: kind === 'part' };
}

/** Where an entry is written before it has its name. */
export function partName(name: string): string {
  return name.replace(/\.json$/, '.part');
}
