import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { FromWindow, ToWindow, WindowSetup } from './messages.ts';
import { type Mishap, startRefreshServer } from './refreshServer.ts';

export interface StormOptions {
  readonly windows: number;
  readonly seconds: number;
  /** Kills, suspends, skews clocks and loses answers. */
  readonly faults: boolean;
  readonly log?: (line: string) => void;
}

export interface StormResult {
  /** Refreshes that the server granted, refresh tokens that it saw twice. */
  readonly refreshes: number;
  readonly replays: number;
  /** Sessions that had to be signed in to again, and those of them without an injected cause. */
  readonly relogins: number;
  readonly lost: number;
  readonly crashes: number;
}

interface Window {
  readonly child: ChildProcess;
  /** What this process would take along if it died now. */
  readonly atRisk: Set<string>;
  /** When it last used a token. */
  usedAt: number;
  stopped: boolean;
}

/** A fault explains the end of a session for this long: a token's life, waits and suspensions included. */
const excuseMs = 20_000;
/** By then every window has seen a new session. */
const spreadMs = 5000;

/** Many windows use one session at a time, each a process, for as long as told. */
export async function runStorm({ windows: count, seconds, faults, log }: StormOptions): Promise<StormResult> {
  const folder = mkdtempSync(join(tmpdir(), 'pw-storm-'));
  const excused = new Map<string, number>();
  const excuse = (session: string) => excused.set(session, performance.now());
  let calm = !faults;
  const server = await startRefreshServer({
    mishap: () => (calm ? 'none' : chance(mishaps)),
    lost: session => {
      log?.(`lost the answer for ${session.slice(0, 4)}`);
      excuse(session);
    },
  });
  const windows = new Set<Window>();
  let session = { id: '', since: Number.NEGATIVE_INFINITY };
  let signingIn: Window | undefined;
  /** The session whose end has been counted, until somebody uses it after all. */
  let reported = '';
  let signIns = 0;
  let lost = 0;
  let crashes = 0;
  let closing = false;

  function tell(window: Window, message: ToWindow): void {
    if (window.child.connected) window.child.send(message);
  }

  function open(): void {
    const setup: WindowSetup = {
      url: server.url,
      clientId: server.clientId,
      clientSecret: server.clientSecret,
      folder,
      crash: calm ? 0 : 0.003,
      skewMs: chance([
        [0.8, 0],
        [0.1, 3_600_000],
        [0.1, -3_600_000],
      ]),
    };
    const child = fork(join(import.meta.dirname, 'window.ts'), [JSON.stringify(setup)], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    const window: Window = { child, atRisk: new Set(), usedAt: 0, stopped: false };
    windows.add(window);
    if (child.stdout !== null)
      createInterface({ input: child.stdout }).on('line', line => heard(window, JSON.parse(line)));
    child.on('error', () => undefined);
    child.once('close', () => {
      windows.delete(window);
      if (signingIn === window) signingIn = undefined;
      for (const risk of window.atRisk) excuse(risk.slice(risk.indexOf(' ') + 1));
      if (closing) return;
      crashes += 1;
      log?.(`window ${child.pid} died${[...window.atRisk].map(risk => ` with ${risk.slice(0, 11)}`).join()}`);
      setTimeout(open, 50 + Math.random() * 200);
    });
  }

  function heard(window: Window, message: FromWindow): void {
    switch (message.kind) {
      case 'begin':
        window.atRisk.add(`${message.risk} ${message.session}`);
        break;
      case 'end':
        window.atRisk.delete(`${message.risk} ${message.session}`);
        break;
      case 'used':
        window.usedAt = performance.now();
        if (reported === message.session) reported = '';
        break;
      case 'signed-in':
        log?.(`window ${window.child.pid} signed in, ${message.session.slice(0, 4)}`);
        session = { id: message.session, since: performance.now() };
        signingIn = undefined;
        break;
      case 'nobody':
        nobodySignedIn(window, message.sessions, message.why);
        break;
      default:
        log?.(`window ${window.child.pid}: ${message.text}`);
    }
  }

  /** One window signs in for all, as a person would. */
  function nobodySignedIn(window: Window, known: readonly string[], why: string): void {
    const now = performance.now();
    const unseen = session.id !== '' && !known.includes(session.id);
    if (signingIn !== undefined || now - session.since < (unseen ? spreadMs : 500)) return;
    if (session.id !== '' && session.id !== reported) {
      const since = now - (excused.get(session.id) ?? Number.NEGATIVE_INFINITY);
      const reason = since < excuseMs ? 'injected' : 'LOST';
      log?.(`window ${window.child.pid} has no session (${why}), ${session.id.slice(0, 4)}: ${reason}`);
      if (reason === 'LOST') lost += 1;
      // Whoever is told to sign in may die before it has, and a session is only lost once.
      reported = session.id;
    }
    signIns += 1;
    signingIn = window;
    tell(window, { kind: 'sign-in', code: server.code() });
  }

  async function suspend(): Promise<void> {
    const able = [...windows].filter(window => !window.stopped && window !== signingIn);
    const window = able[Math.floor(Math.random() * able.length)];
    if (window === undefined) return;
    window.stopped = true;
    window.child.kill('SIGSTOP');
    await delay(200 + Math.random() * Math.min(4000, seconds * 250));
    window.child.kill('SIGCONT');
    window.stopped = false;
  }

  try {
    for (let index = 0; index < count; index++) open();
    await firstSignIn();
    const until = performance.now() + seconds * 1000;
    const suspended: Promise<void>[] = [];
    while (performance.now() < until) {
      await delay(Math.min(500 + Math.random() * 1500, Math.max(0, until - performance.now())));
      if (!faults) continue;
      if (Math.random() < 0.6) suspended.push(suspend());
      else [...windows].at(Math.floor(Math.random() * windows.size))?.child.kill('SIGKILL');
    }
    calm = true;
    await Promise.all(suspended);
    for (const window of windows) tell(window, { kind: 'calm' });
    const stuck = await waitForAll();
    lost += stuck;
  } finally {
    closing = true;
    await Promise.all([...windows].map(close));
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
  const relogins = Math.max(0, signIns - 1);
  return { refreshes: server.refreshes(), replays: server.replays(), relogins, lost, crashes };

  /** Starting processes takes a busy machine its time; the storm blows only once there is a session. */
  async function firstSignIn(): Promise<void> {
    const since = performance.now();
    while (session.id === '' && performance.now() - since < 30_000) await delay(20);
  }

  /** In the calm after the storm every window gets a token; those that do not have lost their session. */
  async function waitForAll(): Promise<number> {
    const since = performance.now();
    const waiting = () => [...windows].filter(({ usedAt }) => usedAt < since);
    while (performance.now() - since < 30_000) {
      if (windows.size === count && waiting().length === 0) return 0;
      await delay(100);
    }
    return Math.max(1, waiting().length);
  }

  function close(window: Window): Promise<void> {
    return new Promise(resolve => {
      const insist = setTimeout(() => window.child.kill('SIGKILL'), 3000);
      window.child.once('close', () => {
        clearTimeout(insist);
        resolve();
      });
      tell(window, { kind: 'close' });
    });
  }
}

const mishaps: readonly (readonly [number, Mishap])[] = [
  [0.86, 'none'],
  [0.02, 'lost-before'],
  [0.04, 'lost-after'],
  [0.06, 'late'],
  [0.02, 'outage'],
];

/** One of them, by its share. */
function chance<T>(choices: readonly (readonly [number, T])[]): T {
  let left = Math.random();
  for (const [share, choice] of choices) {
    left -= share;
    if (left < 0) return choice;
  }
  const [first] = choices;
  if (first === undefined) throw new TypeError('there is nothing to choose from');
  return first[1];
}
