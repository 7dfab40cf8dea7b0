import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { commandId } from '../commandIds.ts';
import { registerCommand } from '../report.ts';
import { localWording } from '../wording.ts';
import type { BudgetFeed } from './budgetFeed.ts';
import { type ChartMessage, isReady } from './chartMessage.ts';
import { budgetSections } from './chartModel.ts';
import { chartPage } from './chartPage.ts';
import { type Later, watchPage } from './pageWatch.ts';

/** Answers of a run are drawn together; without any, time goes on. In milliseconds. */
const pauseMs = 500;
const idleMs = 15_000;
/** A busy editor may lose a page that it loads; one that says nothing for so long is loaded again. */
const patience: readonly number[] = [5_000, 10_000, 20_000];

/** Both rate windows over the last hour, in a tab of their own. */
export function registerBudgetChart(parts: {
  readonly feed: Pick<BudgetFeed, 'tracks' | 'onDidChange'>;
  /** The bundled script of the page. */
  readonly script: string;
  readonly log: vscode.LogOutputChannel;
}): vscode.Disposable {
  const { feed, script, log } = parts;
  let panel: vscode.WebviewPanel | undefined;
  /** Of the page. */
  let code = '';
  let waiting: NodeJS.Timeout | undefined;
  let soon = false;
  const watch = watchPage({ loadAgain, patience, later });

  function drawIn(milliseconds: number) {
    clearTimeout(waiting);
    waiting = setTimeout(draw, milliseconds);
  }

  function draw() {
    clearTimeout(waiting);
    soon = false;
    if (panel?.visible !== true) return;
    const now = Date.now();
    const message: ChartMessage = {
      type: 'charts',
      sections: budgetSections(feed.tracks(now), now, localWording),
    };
    void panel.webview.postMessage(message);
    drawIn(idleMs);
  }

  function drawSoon() {
    if (soon || panel?.visible !== true) return;
    soon = true;
    drawIn(pauseMs);
  }

  function open(viewColumn: vscode.ViewColumn, preserveFocus: boolean): vscode.WebviewPanel {
    const title = vscode.l10n.t('Procore Budget Chart');
    const opened = vscode.window.createWebviewPanel(
      'procore.budgetChart',
      title,
      { viewColumn, preserveFocus },
      { enableScripts: true, localResourceRoots: [] },
    );
    let visible = true;
    opened.webview.onDidReceiveMessage(message => {
      if (opened !== panel || !isReady(message)) return;
      watch.answered();
      draw();
    });
    opened.onDidChangeViewState(() => {
      if (opened !== panel) return;
      // The editor drops a page that is hidden, and loads it anew when it is shown.
      if (opened.visible && !visible) watch.loading();
      if (!opened.visible) watch.end();
      visible = opened.visible;
      draw();
    });
    opened.onDidDispose(() => {
      if (opened !== panel) return;
      panel = undefined;
      clearTimeout(waiting);
      watch.end();
    });
    load(opened);
    return opened;
  }

  /** The nonce makes it another page, which the editor loads. */
  function load(opened: vscode.WebviewPanel) {
    const nonce = randomBytes(18).toString('base64url');
    opened.webview.html = chartPage({ code, nonce, title: opened.title, language: vscode.env.language });
  }

  function loadAgain(attempt: number) {
    const silent = panel;
    if (silent === undefined) return;
    if (attempt === 2) return load(silent);
    // What the editor has lost of a tab comes back with a new one only.
    panel = open(silent.viewColumn ?? vscode.ViewColumn.Active, !silent.active);
    silent.dispose();
  }

  async function show(): Promise<void> {
    code = await readFile(script, 'utf8');
    if (panel !== undefined) return panel.reveal();
    panel = open(vscode.ViewColumn.Active, false);
    watch.loading();
  }

  return vscode.Disposable.from(
    registerCommand(log, commandId.showBudgetChart, show),
    feed.onDidChange(drawSoon),
    new vscode.Disposable(() => {
      clearTimeout(waiting);
      panel?.dispose();
    }),
  );
}

const later: Later = (milliseconds, act) => {
  const timer = setTimeout(act, milliseconds);
  return () => clearTimeout(timer);
};
