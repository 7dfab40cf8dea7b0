import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { FromServers, ServerAbout, ServerReport, ToServers } from './messages.ts';

/** The other end of everything that a soak sends. */
export interface ServerProcess {
  readonly servers: readonly ServerAbout[];
  readonly foreignUrl: string;
  tell(message: Extract<ToServers, { kind: 'fault' | 'expire' }>): void;
  /** Switches every fault off. */
  calm(): Promise<void>;
  report(): Promise<ServerReport>;
  stop(): Promise<void>;
}

/** `epoch`: when the fast clock began, in milliseconds since 1970. */
export async function startServers(epoch: number): Promise<ServerProcess> {
  const child = fork(join(import.meta.dirname, 'servers.ts'), [String(epoch)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, (message: FromServers) => void>();
  let asked = 0;
  const about = await new Promise<Extract<FromServers, { kind: 'started' }>>((resolve, reject) => {
    child.once('exit', () => reject(new Error('The servers of the soak did not start.')));
    child.on('message', (message: FromServers) => {
      if (message.kind === 'started') return resolve(message);
      waiting.get(message.id)?.(message);
      waiting.delete(message.id);
    });
  });
  const ask = (kind: 'calm' | 'report') =>
    new Promise<FromServers>((resolve, reject) => {
      asked += 1;
      waiting.set(asked, resolve);
      child.send({ kind, id: asked }, error => error && reject(error));
    });
  return {
    servers: about.servers,
    foreignUrl: about.foreignUrl,
    tell: message => void child.send(message),
    calm: async () => void (await ask('calm')),
    async report() {
      const answer = await ask('report');
      if (answer.kind !== 'reported') throw new TypeError(`The servers said ${answer.kind}.`);
      return answer.report;
    },
    stop: () =>
      new Promise(resolve => {
        child.removeAllListeners('exit');
        child.once('exit', () => resolve());
        child.disconnect();
      }),
  };
}
