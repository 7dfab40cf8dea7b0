import { randomUUID } from 'node:crypto';
import type * as vscode from 'vscode';

/**
 * Copies to where only the editor can write, in one piece: what was stopped or broke off does not take the place of
 * what is there, and leaves nothing beside it. `false`: `signal` ended it.
 */
export async function copyElsewhere(
  fs: Pick<vscode.FileSystem, 'copy' | 'rename' | 'delete'>,
  file: vscode.Uri,
  target: vscode.Uri,
  signal: AbortSignal,
): Promise<boolean> {
  const part = target.with({ path: `${target.path}.${randomUUID()}.part` });
  try {
    await fs.copy(file, part, { overwrite: false });
    if (signal.aborted) return false;
    await fs.rename(part, target, { overwrite: true });
    return true;
  } finally {
    // There is none where all went well.
    await Promise.resolve(fs.delete(part)).catch(() => {});
  }
}
