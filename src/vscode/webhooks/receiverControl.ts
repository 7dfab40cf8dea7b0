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

  async function stop(): Promise<void> {
    const open = await starting?.catch(() => undefined);
    starting = undefined;
    receiver = undefined;
    await open?.close();
    tellRunning();
  }

  return {
    state: () => receiver && { url: receiver.url, answer: receiver.answer(), events: receiver.events() },
    async start() {
      starting ??= openSomewhere();
      try {
        receiver = await starting;
      } catch (error) {
        starting = undefined;
        throw error;
      }
      tellRunning();
      return receiver.url;
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
