/**
 * The folder that all windows of this machine share: locks and ledgers, never a secret. Names have no
 * folders but that of a lock (`a.lock/owner.json`).
 */
export interface SessionFiles {
  /** `undefined`: not there, or not readable. */
  read(name: string): string | undefined;
  /**
   * Writes the whole text so that a reader sees the old one or the new one, also after a crash. Only if
   * `still` holds, which is asked right before the new text takes its place; resolves to whether it did.
   */
  replace(name: string, text: string, still: () => boolean): Promise<boolean>;
  /** Whether this call has made the folder; `false`: there was one. */
  makeFolder(name: string): Promise<boolean>;
  /** Whether this call has moved the folder; `false`: there is none, or another has that name. */
  moveFolder(from: string, to: string): Promise<boolean>;
  /** A folder with all it holds, or a file. What is not there is no error. */
  remove(name: string): Promise<void>;
  /** Names of all ledgers and locks. */
  names(): Promise<readonly string[]>;
}
