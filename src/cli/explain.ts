import { type CliIo, refuse } from './io.ts';

/** `procore-http explain [FILE|-] --json`: why an exchange failed. Exit 0 when the input was understood. */
export async function explainCommand(_argv: readonly string[], io: CliIo): Promise<number> {
  return refuse(io, 'explain', 'explain is being built.');
}
