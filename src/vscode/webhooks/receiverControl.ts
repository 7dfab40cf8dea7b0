import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { ReceiverAnswer, WebhookReceiver } from '../../runner/webhookReceiver/receiver.ts';
import { contextKey } from '../commandIds.ts';
import { readSettings } from '../settings.ts';
import type { ReceiverState } from './drawn.ts';

/** The one receiver of this window. Its code is loaded when it is first started. */
export interface ReceiverControl extends vscode.Disposable {
  /** `undefined`: it does not run. */
  state(): ReceiverState | undefined;
  /** The answer says where it listens. */
  start(): Promise<string>;
  stop(): Promise<void>;
  answerWith(answer: ReceiverAnswer): void;
  /** Kept until the window is closed, and nowhere else. */
  expect(authorization: string | undefined): void;
  expected(): string | undefined;
  clear(): void;
  readonly onDidChange: vscode.Event<void>;
}

/** Events may come many at a time. In milliseconds. */
const pauseMs = 50;

export function createReceiverControl(): ReceiverControl {
  const changed = new vscode.EventEmitter<void>();
  let receiver: WebhookReceiver | undefined;
  let starting: Promise<WebhookReceiver> | undefined;
  let expected: string | undefined;
  let waiting: NodeJS.Timeout | undefined;

  function tellSoon(): void {
    waiting ??= setTimeout(() => {
      waiting = undefined;
      changed.fire();
    }, pauseMs);
  }

  async function open(port: number): Promise<WebhookReceiver> {
    const { startReceiver } = await import('../../runner/webhookReceiver/receiver.ts');
    return startReceiver({
      port,
      ...(expected !== undefined && { authorization: expected }),
      now: Date.now,
      sleep: async (milliseconds, signal) => {
        await sleep(milliseconds, undefined, { signal });
      },
      onChange: tellSoon,
    });
  }

  /** Another window may have the usual port: then any free one. */
  async function openSomewhere(): Promise<WebhookReceiver> {
    const port = readSettings().receiverPort;
    return open(port).catch(error => {
      if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return open(0);
      throw error;
    });
  }

  function tellRunning(): void {
    void vscode.commands.executeCommand('setContext', contextKey.receiverRunning, receiver !== undefined);
    changed.fire();
  }

  /** The port is free only when the last one has been closed. */
  let closing: Promise<void> = Promise.resolve();

  function stop(): Promise<void> {
    const open = starting;
    starting = undefined;
    receiver = undefined;
    closing = Promise.all([closing, close(open)]).then(tellRunning);
    return closing;
  }

  async function close(open: Promise<WebhookReceiver> | undefined): Promise<void> {
    const opened = await open?.catch(() => undefined);
    await opened?.close();
  }

  return {
    state: () => receiver && { url: receiver.url, answer: receiver.answer(), events: receiver.events() },
    async start() {
      starting ??= closing.then(openSomewhere);
      const mine = starting;
      try {
        const opened = await mine;
        // Else it was stopped meanwhile, and closes.
        if (starting === mine && receiver !== opened) {
          receiver = opened;
          opened.expect(expected);
          tellRunning();
        }
        return opened.url;
      } catch (error) {
        if (starting === mine) starting = undefined;
        throw error;
      }
    },
    stop,
    answerWith(answer) {
      receiver?.answerWith(answer);
      changed.fire();
    },
    expect(authorization) {
      expected = authorization;
      receiver?.expect(authorization);
      changed.fire();
    },
    expected: () => expected,
    clear: () => receiver?.clear(),
    onDidChange: changed.event,
    dispose() {
      clearTimeout(waiting);
      changed.dispose();
      void stop();
    },
  };
}
