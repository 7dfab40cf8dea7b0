import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname, networkInterfaces } from 'node:os';

/** Which process, so that others can tell whether it still runs. */
export interface ProcessMark {
  readonly pid: number;
  /** Where the pid means something: the host, and on Linux the container. */
  readonly host: string;
  /** One for each start of the machine; empty where it is not known. */
  readonly boot: string;
}

/** What this process knows of itself and of its neighbours. */
export interface ThisProcess {
  readonly mark: ProcessMark;
  /** Hashes of what stays with a machine; two lists that share one are of the same machine. */
  readonly machine: readonly string[];
  isRunning(pid: number): boolean;
}

/** The process that this runs in. */
export function thisProcess(): ThisProcess {
  return {
    mark: {
      pid: process.pid,
      host: hashed(`${hostname()} ${quietly(() => readlinkSync('/proc/self/ns/pid'))}`),
      boot: hashed(quietly(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'))),
    },
    machine: machineMarks(),
    isRunning(pid) {
      try {
        return process.kill(pid, 0);
      } catch (error) {
        return error instanceof Error && Reflect.get(error, 'code') === 'EPERM';
      }
    },
  };
}

/** Whether the process of that mark runs; `undefined`: it cannot be told from here. */
export function runs({ pid, host, boot }: ProcessMark, self: ThisProcess): boolean | undefined {
  if (host !== self.mark.host) return undefined;
  if (boot !== '' && self.mark.boot !== '' && boot !== self.mark.boot) return false;
  return self.isRunning(pid);
}

/** Whether the marks, as a ledger keeps them, are of the machine that this runs on. */
export function isSameMachine(marks: readonly string[], self: ThisProcess): boolean {
  return marks.some(mark => self.machine.includes(mark));
}

/**
 * Several, since each alone changes now and then: a name with the network, an adapter with the dock. Made-up
 * adapter addresses (containers, private Wi-Fi) are the same on many machines and say nothing.
 */
function machineMarks(): readonly string[] {
  const adapters = Object.values(networkInterfaces())
    .flatMap(list => list ?? [])
    .filter(({ internal, mac }) => !internal && (Number.parseInt(mac.slice(0, 2), 16) & 2) === 0)
    .map(({ mac }) => mac)
    .filter(mac => mac !== '00:00:00:00:00:00');
  const id = quietly(() => readFileSync('/etc/machine-id', 'utf8').trim());
  return [...new Set([hostname(), id, ...adapters])].filter(mark => mark !== '').map(hashed);
}

function hashed(text: string): string {
  return text === '' ? '' : createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function quietly(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
