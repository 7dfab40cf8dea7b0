import * as vscode from 'vscode';
import type { Wording } from './responses/responseText.ts';

/** Times as this machine and the editor's language write them. */
export const localWording: Wording = {
  timeOf: iso => new Date(iso).toLocaleTimeString(vscode.env.language, { hour12: false }),
};
