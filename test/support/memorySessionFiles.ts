import type { SessionFiles } from '../../src/oauth/sessionFiles.ts';

/** A folder in memory, with the face of the sessions' `SessionFiles`. */
export function memorySessionFiles(initial: Iterable<readonly [string, string]> = []) {
  const files = new Map(initial);
  const folders = new Set<string>();
  const inside = (folder: string) => [...files.keys()].filter(name => name.startsWith(`${folder}/`));
  const folderOf = (name: string) => name.split('/').slice(0, -1).join('/');
  return {
    files,
    folders,
    read: (name: string) => files.get(name),
    async replace(name: string, text: string, still: () => boolean) {
      const folder = folderOf(name);
      if ((folder !== '' && !folders.has(folder)) || !still()) return false;
      files.set(name, text);
      return true;
    },
    async makeFolder(name: string) {
      if (folders.has(name)) return false;
      folders.add(name);
      return true;
    },
    async moveFolder(from: string, to: string) {
      if (!folders.has(from) || folders.has(to)) return false;
      folders.delete(from);
      folders.add(to);
      for (const name of inside(from)) {
        files.set(to + name.slice(from.length), files.get(name) ?? '');
        files.delete(name);
      }
      return true;
    },
    async remove(name: string) {
      for (const file of [name, ...inside(name)]) files.delete(file);
      folders.delete(name);
    },
    names: async () => [...files.keys(), ...folders].filter(name => !name.includes('/')),
  } satisfies SessionFiles & Record<string, unknown>;
}

export type MemorySessionFiles = ReturnType<typeof memorySessionFiles>;
