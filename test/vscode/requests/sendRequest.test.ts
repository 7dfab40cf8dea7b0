import { deepEqual } from 'node:assert/strict';
import type { LogOutputChannel } from 'vscode';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import { openDesk } from '../../support/editorDouble/desk.ts';
import '../../support/editorDouble/hook.ts';
import { sampleExchange } from '../../support/sampleExchange.ts';

const address = 'file:///a.http';
const lens = (key: string) => [address, key, 'lens'] as const;
const program = (key: string) => [address, key] as const;
const text = (subject = 'Door') =>
  `### List\n# @name list\nGET /rest/v1.0/projects/1/rfis\n\n### Make\n# @name make\nPOST /rest/v1.0/projects/1/rfis\n\n{"rfi":{"subject":"${subject}"}}\n`;

describe('Send', () => {
  let dispose = () => {};
  afterEach(() => dispose());

  /** The command with a clock that stands; each sending goes on until it is answered, or stopped. */
  async function open() {
    const desk = openDesk();
    const vscode = await import('vscode');
    const { registerSendRequest } = await import('../../../src/vscode/requests/sendRequest.ts');
    const sent: string[] = [];
    const ends: (() => void)[] = [];
    const controllers: AbortController[] = [];
    const world = { now: 0, text: text() };
    const { openTextDocument } = vscode.workspace;
    Object.assign(vscode.workspace, {
      openTextDocument: async (uri: { toString(): string }) => ({ uri, languageId: 'http' }),
    });
    type Parts = Parameters<typeof registerSendRequest>[0];
    const registered = registerSendRequest({
      documents: { parsed: () => parseHttpFile(world.text) } as unknown as Parts['documents'],
      plans: {} as Parts['plans'],
      sendings: {
        running: <T>(work: (controller: AbortController) => Promise<T>) => {
          const controller = new AbortController();
          controllers.push(controller);
          return work(controller);
        },
        send: async ({ key }: { readonly key: string }) => {
          sent.push(key);
          await new Promise<void>(resolve => {
            ends.push(resolve);
          });
          return sampleExchange();
        },
      } as unknown as Parts['sendings'],
      now: () => world.now,
      log: { error: () => undefined } as unknown as LogOutputChannel,
    });
    dispose = () => {
      registered.dispose();
      Object.assign(vscode.workspace, { openTextDocument });
    };
    const turn = () => new Promise<void>(resolve => setImmediate(resolve));
    return {
      world,
      sent,
      /** Calls it after so many milliseconds. */
      async send(after: number, parameters: readonly string[], command = 'procore.sendRequest') {
        world.now += after;
        void vscode.commands.executeCommand(command, ...parameters);
        await turn();
      },
      async answer() {
        for (const end of ends.splice(0)) end();
        await turn();
      },
      async cancel() {
        for (const controller of controllers.splice(0)) controller.abort();
        await turn();
      },
      said: () => desk.seen.filter(({ sink }) => sink === 'status').map(({ text: each }) => each),
    };
  }

  it('sends a write once where its lens is clicked twice, and says so', async () => {
    const { sent, send, said } = await open();
    await send(0, lens('make'));
    await send(200, lens('make'));
    deepEqual(sent, ['make']);
    deepEqual(said(), ['make was sent a moment ago, and was not sent a second time.']);
  });

  it('sends a write once where its answer was quicker than the second click, and the third', async () => {
    const { sent, send, answer } = await open();
    await send(0, lens('make'));
    await answer();
    await send(300, lens('make'));
    await send(300, lens('make'));
    deepEqual(sent, ['make']);
  });

  it('does not send a write that is under way, whoever asks, and says how to send it anew', async () => {
    const { sent, send, answer, said } = await open();
    await send(0, lens('make'));
    await send(20_000, lens('make'));
    await send(20_000, program('make'));
    deepEqual(sent, ['make']);
    deepEqual(
      new Set(said()),
      new Set(['make is still under way, and was not sent a second time. To send it anew, cancel it first.']),
    );
    await answer();
    await send(500, lens('make'));
    deepEqual(sent, ['make', 'make']);
  });

  it('sends a write anew once it was cancelled, or its text is another one', async () => {
    const { world, sent, send, cancel } = await open();
    await send(0, lens('make'));
    await cancel();
    await send(100, lens('make'));
    world.text = text('Window');
    await send(5000, lens('make'));
    deepEqual(sent, ['make', 'make', 'make']);
  });

  it('sends a read once where its lens is clicked twice, and again later, though the first still waits', async () => {
    const { sent, send } = await open();
    await send(0, lens('list'));
    await send(200, lens('list'));
    deepEqual(sent, ['list']);
    await send(500, lens('list'));
    deepEqual(sent, ['list', 'list']);
  });

  it('holds up no other request, no other command, and no program or remedy that waits for the answer', async () => {
    const { sent, send, answer } = await open();
    await send(0, lens('list'));
    await send(0, lens('make'));
    await send(0, lens('list'), 'procore.sendAllPages');
    await answer();
    await send(0, program('make'));
    await send(0, program('list'));
    deepEqual(sent, ['list', 'make', 'list', 'make', 'list']);
  });
});
