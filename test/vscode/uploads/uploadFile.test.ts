import { deepEqual, equal, match } from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogOutputChannel } from 'vscode';
import type { UploadOutcome } from '../../../src/runner/uploads/upload.ts';
import { openDesk } from '../../support/editorDouble/desk.ts';
import '../../support/editorDouble/hook.ts';

const target = { place: { companyId: '4264807', projectId: undefined }, wish: 'usual' };
const stored = (id: string): UploadOutcome => ({
  ...{ kind: 'uploaded', id, flow: 'direct', state: 'complete', confirmed: true },
});
const stopped = (id?: string): UploadOutcome => ({
  ...{ kind: 'failed', code: 'cancelled', message: 'Cancelled.' },
  ...(id === undefined ? {} : { id }),
});

describe('Files that are uploaded', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pw-uploads-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Uploads files of these names, each coming to the next of the outcomes; Cancel is pressed while `last` ends. */
  async function upload(names: readonly string[], outcomes: readonly UploadOutcome[], last?: string) {
    const controller = new AbortController();
    const desk = openDesk();
    const { Uri, window } = await import('vscode');
    const { registerUploadFile } = await import('../../../src/vscode/uploads/uploadFile.ts');
    const { commandId } = await import('../../../src/vscode/commandIds.ts');
    const { commands } = await import('vscode');
    const sent: string[] = [];
    const files = names.map(name => {
      const path = join(folder, name);
      writeFileSync(path, name);
      return Uri.file(path);
    });
    const registered = registerUploadFile({
      environments: { active: () => ({ name: 'sandbox', title: 'Sandbox' }) },
      documents: {},
      sender: {
        upload: async ({ source }: { source: { name: string } }) => {
          sent.push(source.name);
          if (source.name === last) controller.abort();
          return outcomes[sent.length - 1];
        },
      },
      sendings: {
        running: (work: (controller: AbortController) => Promise<unknown>) => work(controller),
      },
      log: window.createOutputChannel('', { log: true }) satisfies LogOutputChannel,
    } as unknown as Parameters<typeof registerUploadFile>[0]);
    try {
      const done: unknown = await commands.executeCommand(commandId.uploadFile, files, target);
      const seen = (sink: string) => desk.seen.filter(each => each.sink === sink).map(({ text }) => text);
      return { done, sent, messages: seen('message'), titles: seen('progress') };
    } finally {
      registered.dispose();
    }
  }

  it('one after another, with the place of each among them', async () => {
    const { sent, titles } = await upload(['a.pdf', 'b.pdf'], [stored('1A'), stored('2B')]);
    deepEqual(sent, ['a.pdf', 'b.pdf']);
    deepEqual(titles, ['Uploading a.pdf to Sandbox, 1 of 2', 'Uploading b.pdf to Sandbox, 2 of 2']);
  });

  it('and stopped leave the others, and say what is left', async () => {
    const { done, sent, messages } = await upload(
      ['a.pdf', 'b.pdf', 'c.pdf', 'd.pdf'],
      [stored('1A'), stopped('2B')],
    );
    deepEqual(sent, ['a.pdf', 'b.pdf']);
    deepEqual(
      (done as { id: string }[]).map(({ id }) => id),
      ['1A'],
    );
    const said = messages.find(text => text.includes('was stopped'));
    match(
      said ?? '',
      /^The upload of b\.pdf was stopped\. .* was begun as 2B .*2 more files were not begun\./,
    );
  });

  it('and stopped in the last moment of one leave the others, though that one is there', async () => {
    const { done, sent, messages } = await upload(
      ['a.pdf', 'b.pdf', 'c.pdf'],
      [stored('1A'), stored('2B'), stored('3C')],
      'a.pdf',
    );
    deepEqual(sent, ['a.pdf']);
    deepEqual(
      (done as { id: string }[]).map(({ id }) => id),
      ['1A'],
    );
    equal(messages.includes('2 more files were not begun.'), true);
  });

  it('and stopped before they had an id say that nothing was sent', async () => {
    const { messages } = await upload(['a.pdf'], [stopped()]);
    equal(messages.length, 1);
    match(messages[0] ?? '', /^The upload of a\.pdf was stopped\. Nothing of the file was sent\./);
  });

  it('that the person did not want to send are not spoken of', async () => {
    const no: UploadOutcome = { kind: 'failed', code: 'not-confirmed', message: 'Not sent.' };
    const { sent, messages } = await upload(['a.pdf', 'b.pdf'], [no]);
    deepEqual([sent, messages], [['a.pdf'], []]);
  });
});
