import path from 'node:path';

/**
 * Why a body file's path may not be read as written, or `undefined` where it is a plain relative path.
 * Whether it leaves the workspace through `..` or a link is decided on the real path.
 */
export function refusedBodyPath(written: string): string | undefined {
  if (written.includes('\0')) return 'it holds a NUL character';
  if (path.posix.isAbsolute(written) || path.win32.isAbsolute(written)) return 'it is absolute';
  if (/^[a-z]:/i.test(written)) return 'it names a drive';
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(written)) return 'it is an address';
  return undefined;
}

/** Whether `file` lies in one of `folders`; all are real, absolute paths. */
export function isInside(file: string, folders: readonly string[], flavour: typeof path = path): boolean {
  return folders.some(folder => {
    const relative = flavour.relative(folder, file);
    return (
      relative !== '' &&
      relative !== '..' &&
      !relative.startsWith(`..${flavour.sep}`) &&
      !flavour.isAbsolute(relative)
    );
  });
}
