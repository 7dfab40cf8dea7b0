import type * as vscode from 'vscode';

/** Work about documents that waits for a pause. */
export interface DocumentDelays extends vscode.Disposable {
  /** Does the work after so many milliseconds, unless it is put off or given up before. */
  start(document: vscode.TextDocument, delayMs: number): void;
  stop(document: vscode.TextDocument): void;
}

export function createDocumentDelays(work: (document: vscode.TextDocument) => unknown): DocumentDelays {
  const waiting = new Map<string, NodeJS.Timeout>();

  function stop(document: vscode.TextDocument) {
    clearTimeout(waiting.get(document.uri.toString()));
    waiting.delete(document.uri.toString());
  }

  return {
    start(document, delayMs) {
      stop(document);
      const timer = setTimeout(() => {
        waiting.delete(document.uri.toString());
        work(document);
      }, delayMs);
      waiting.set(document.uri.toString(), timer);
    },
    stop,
    dispose() {
      for (const timer of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
}
