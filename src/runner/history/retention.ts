import { readEntryName } from './entryName.ts';

/** How much of a history is kept. */
export interface Retention {
  /** In milliseconds; `undefined`: for ever. */
  readonly maxAge: number | undefined;
  readonly maxEntries: number;
  readonly maxBytes: number;
}

/** A file of a history by its bare name. */
export interface EntryFile {
  readonly name: string;
  readonly bytes: number;
}

/** A file that is still being written is not left over yet. In milliseconds. */
const writingTakes = 3_600_000;

/**
 * The names of files to delete, by their names alone, so that damaged and newer ones end too: what is too old,
 * then the oldest of what is too many or too much. Other people's files are not touched. `now` in milliseconds
 * since 1970.
 */
export function outdated(
  files: readonly EntryFile[],
  { maxAge, maxEntries, maxBytes }: Retention,
  now: number,
): readonly string[] {
  const gone: string[] = [];
  let entries = 0;
  let bytes = 0;
  for (const file of [...files].sort((one, other) => (one.name < other.name ? 1 : -1))) {
    const named = readEntryName(file.name);
    if (named === undefined) continue;
    const age = now - named.at;
    if (named.part) {
      if (age > writingTakes) gone.push(file.name);
      continue;
    }
    entries += 1;
    bytes += file.bytes;
    const isOld = maxAge !== undefined && age > maxAge;
    // The newest is kept however large it is.
    if (isOld || (entries > 1 && (entries > maxEntries || bytes > maxBytes))) gone.push(file.name);
  }
  return gone;
}
