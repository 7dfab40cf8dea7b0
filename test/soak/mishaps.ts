import { setTimeout as delay } from 'node:timers/promises';
import type { FaultName } from '../../src/simulator/faults.ts';
import type { Dice } from './random.ts';
import type { ServerProcess } from './serverProcess.ts';

type Mishap = FaultName | 'expire';

/** For one request. Left out is the hourly window, which would hold everybody up for an hour. */
const single: readonly [readonly [number, Mishap], ...(readonly [number, Mishap])[]] = [
  [10, 'reset'],
  [10, 'reset-mid-body'],
  [6, 'truncated'],
  [10, 'truncated-chunked'],
  [8, 'wrong-content-length'],
  [5, 'slow'],
  [6, 'slow-headers'],
  [5, 'rate-limit-spike'],
  [4, 'maintenance'],
  [3, 'bad-gateway'],
  [2, 'service-unavailable'],
  [2, 'gateway-timeout'],
  [3, 'server-error'],
  [2, 'request-timeout'],
  [4, 'access-token-invalid'],
  [4, 'redirect-elsewhere'],
  [4, 'redirect-loop'],
  [1, 'permission-insufficient'],
  [2, 'unprocessable-field'],
  [1, 'conflict'],
  [2, 'sync-entry-errors'],
  [2, 'upload-expired'],
  [2, 'upload-processing'],
  [2, 'storage-unavailable'],
  [2, 'storage-damage'],
  [3, 'storage-reset'],
  [1, 'token-server-error'],
  [1, 'lost-token-response'],
  [2, 'expire'],
];

/** For a while. */
const spells: readonly [readonly [number, FaultName], ...(readonly [number, FaultName])[]] = [
  [3, 'rate-limit-storm'],
  [3, 'retry-after-date'],
  [2, 'retry-after-off'],
  [3, 'clock-skew'],
  [4, 'link-drops-parameters'],
  [3, 'link-off'],
  [2, 'rate-headers-off'],
  [2, 'redirect-loop'],
  [2, 'reset'],
  [2, 'truncated-chunked'],
  [2, 'wrong-content-length'],
];

/** Lets things go wrong until told to stop; the caller then switches off what is left on. */
export async function letThingsGoWrong(
  servers: ServerProcess,
  dice: Dice,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const at = dice.pick(['first', 'second'] as const);
    if (dice.roll() < 0.12) {
      const name = dice.weigh(spells);
      servers.tell({ kind: 'fault', at, name, to: 'on' });
      await delay(dice.between(50, 500));
      servers.tell({ kind: 'fault', at, name, to: 'off' });
    } else {
      const name = dice.weigh(single);
      if (name === 'expire') servers.tell({ kind: 'expire', at });
      else servers.tell({ kind: 'fault', at, name, to: 'once' });
    }
    await delay(dice.between(5, 60));
  }
}
