import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { Session } from 'node:inspector/promises';
import type { AddressInfo } from 'node:net';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import * as vscode from 'vscode';

/** Before the address on which the probe takes its steps. */
export const probeMark = 'probe listens on ';

/** What the driver can ask of the probe; the answer is a number. */
export type ProbeStep =
  | { readonly do: 'activate'; readonly extension: string }
  /** Milliseconds since 1970 when the editor was asked to open it. */
  | { readonly do: 'open'; readonly path: string }
  | { readonly do: 'close' }
  /** Puts the cursor at the end of that line, counted from 0, and scrolls there. */
  | { readonly do: 'goTo'; readonly line: number }
  /** The longest stall since it was last asked, in milliseconds, when the extension host has come to rest. */
  | { readonly do: 'rest' }
  /** Begins a command; milliseconds since 1970. */
  | { readonly do: 'command'; readonly command: string }
  /** The 99th percentile of the event-loop delay since it was last asked, in milliseconds. */
  | { readonly do: 'delay' }
  /** The largest resident set since it was last asked, in bytes. */
  | { readonly do: 'memory' }
  /** Begins a CPU profile, or ends and writes it. */
  | { readonly do: 'profile'; readonly file?: string }
  | { readonly do: 'end' };

/** What the extension host calls as its suite: it does steps until it is told to end. */
export async function run(): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const profiler = new Session();
  const memory = watchMemory();
  let end = () => {};
  const ended = new Promise<void>(resolve => {
    end = resolve;
  });
  const server = createServer(async (request, response) => {
    const step = await readStep(request);
    try {
      response.end(String(await take(step, { delay, profiler, memory })));
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
    if (step.do === 'end') end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  console.log(`${probeMark}http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await ended;
  memory.end();
  server.close();
}

async function readStep(request: IncomingMessage): Promise<ProbeStep> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return JSON.parse(text);
}

interface Instruments {
  readonly delay: ReturnType<typeof monitorEventLoopDelay>;
  readonly profiler: Session;
  readonly memory: MemoryWatch;
}

async function take(step: ProbeStep, { delay, profiler, memory }: Instruments): Promise<number> {
  switch (step.do) {
    case 'activate':
      await vscode.extensions.getExtension(step.extension)?.activate();
      return vscode.extensions.getExtension(step.extension)?.isActive === true ? 1 : 0;
    case 'open': {
      const asked = Date.now();
      await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(step.path));
      return asked;
    }
    case 'close':
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      return 0;
    case 'goTo':
      return goTo(step.line);
    case 'rest':
      return untilRest(delay);
    case 'command': {
      const asked = Date.now();
      void vscode.commands.executeCommand(step.command);
      return asked;
    }
    case 'delay':
      return percentile(delay);
    case 'memory':
      return memory.read();
    case 'profile':
      return profile(profiler, step.file);
    case 'end':
      return 0;
  }
}

function goTo(line: number): number {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) throw new Error('No editor is open.');
  const { end } = editor.document.lineAt(line).range;
  editor.selection = new vscode.Selection(end, end);
  editor.revealRange(new vscode.Range(end, end), vscode.TextEditorRevealType.InCenter);
  return end.character;
}

/** At rest: for a second it did nearly nothing. */
async function untilRest(delay: ReturnType<typeof monitorEventLoopDelay>): Promise<number> {
  for (let rounds = 0; rounds < 60; rounds++) {
    const before = performance.eventLoopUtilization();
    await new Promise(resolve => setTimeout(resolve, 1000));
    if (performance.eventLoopUtilization(before).utilization < 0.1) break;
  }
  const longest = delay.max / 1e6;
  delay.reset();
  return longest;
}

function percentile(delay: ReturnType<typeof monitorEventLoopDelay>): number {
  const value = delay.percentile(99) / 1e6;
  delay.reset();
  return value;
}

/** The largest resident set since it was last read, in bytes, looked at from the first reading on. */
interface MemoryWatch {
  readonly read: () => number;
  readonly end: () => void;
}

function watchMemory(): MemoryWatch {
  let largest = 0;
  let looking: NodeJS.Timeout | undefined;
  const look = () => {
    largest = Math.max(largest, process.memoryUsage.rss());
  };
  return {
    read() {
      // So seldom that it does not count.
      if (looking === undefined) looking = setInterval(look, 20);
      look();
      const found = largest;
      largest = 0;
      return found;
    },
    end: () => clearInterval(looking),
  };
}

async function profile(profiler: Session, file: string | undefined): Promise<number> {
  if (file === undefined) {
    profiler.connect();
    await profiler.post('Profiler.enable');
    await profiler.post('Profiler.setSamplingInterval', { interval: 1000 });
    await profiler.post('Profiler.start');
    return 0;
  }
  const { profile: made } = await profiler.post('Profiler.stop');
  writeFileSync(file, JSON.stringify(made));
  profiler.disconnect();
  return made.nodes.length;
}
