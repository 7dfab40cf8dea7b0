import { deepEqual, equal, ok } from 'node:assert/strict';
import { loadBundledCatalog } from '../../src/procore/catalog/bundled.ts';
import { readDeliveries } from '../../src/procore/webhooks/delivery.ts';
import { startReceiver, type WebhookReceiver } from '../../src/runner/webhookReceiver/receiver.ts';
import type { SimulatorOptions } from '../../src/simulator/options.ts';
import { runText } from '../support/runText.ts';
import { type Simulated, withSimulator } from '../support/simulated.ts';

const hooks = '/rest/v2.0/companies/4264807/projects/310512/webhooks/hooks';

interface Development {
  readonly receiver: WebhookReceiver;
  /** Resolves when the receiver's events are as wanted. */
  received(holds: () => boolean): Promise<void>;
  fire(): Promise<void>;
  /** Lets the pause of the simulator pass. */
  pass(): void;
  /** Diagnoses and deliveries of the hook, once its newest delivery has so many attempts. */
  shown(
    attempts: number,
  ): Promise<{ readonly ids: readonly string[]; readonly statuses: readonly unknown[] }>;
}

/** A hook of the simulator that points to the receiver for development, which wants its header. */
async function developing(
  options: SimulatorOptions,
  journey: (development: Development) => Promise<void>,
): Promise<void> {
  const changed = new Set<() => void>();
  const receiver = await startReceiver({
    port: 0,
    authorization: 'Bearer journey-secret',
    now: () => Date.UTC(2026, 10, 22, 9),
    // Only an abort ends it: the sender gives up first.
    sleep: (_, signal) =>
      new Promise((_, reject) => signal.addEventListener('abort', reject, { once: true })),
    onChange: () => {
      for (const check of changed) check();
    },
  });
  const pauses = new Set<() => void>();
  const schedule: NonNullable<SimulatorOptions['schedule']> = (_, wake) => {
    pauses.add(wake);
    return () => pauses.delete(wake);
  };
  try {
    await withSimulator({ ...options, spikeLimit: 0, hourlyLimit: 0, schedule }, async simulated => {
      const hook = await createHook(simulated, receiver.url);
      await journey({
        receiver,
        received: holds =>
          new Promise(resolve => {
            const check = () => {
              if (!holds()) return;
              changed.delete(check);
              resolve();
            };
            changed.add(check);
            check();
          }),
        async fire() {
          const event = { project_id: 310512, resource_name: 'RFIs', event_type: 'update' };
          const body = JSON.stringify(event);
          const answer = await fetch(`${simulated.running.url}/_simulator/webhooks/fire`, {
            method: 'POST',
            body,
          });
          ok(answer.ok);
        },
        pass() {
          for (const wake of [...pauses]) wake();
        },
        async shown(attempts) {
          for (;;) {
            const { exchange } = await run(simulated, `GET ${hooks}/${hook}/deliveries`);
            const deliveries = readDeliveries(JSON.parse(exchange.response?.body ?? ''));
            if ((deliveries[0]?.attempts.length ?? 0) >= attempts) {
              return {
                ids: exchange.diagnoses.map(({ id }) => id),
                statuses: deliveries[0]?.attempts.map(({ responseStatus }) => responseStatus) ?? [],
              };
            }
            await new Promise(resolve => setImmediate(resolve));
          }
        },
      });
    });
  } finally {
    await receiver.close();
  }
}

async function createHook(simulated: Simulated, url: string): Promise<string> {
  const { exchange } = await run(
    simulated,
    `POST ${hooks}
Content-Type: application/json

{
  "payload_version": "v2",
  "namespace": "development",
  "destination_url": "${url}",
  "destination_headers": { "Authorization": "Bearer journey-secret" }
}`,
  );
  const { id } = JSON.parse(exchange.response?.body ?? '').data;
  await run(
    simulated,
    `POST ${hooks}/${id}/triggers
Content-Type: application/json

{ "resource_name": "RFIs", "event_type": "update" }`,
  );
  return id;
}

async function run({ environment, clock, getToken }: Simulated, request: string) {
  const parts = { environment, clock, getToken, catalog: loadBundledCatalog };
  const ran = await runText(`# @company 4264807\n${request}\n`, parts);
  ok((ran.exchange.response?.status ?? 0) < 300, ran.exchange.response?.body);
  return ran;
}

describe('the receiver for development, at a hook of the simulator', () => {
  it('takes the event with the right header, and marks one that comes twice', async () => {
    await developing({ faults: ['webhook-sent-twice'] }, async ({ receiver, received, fire }) => {
      await fire();
      await received(() => receiver.events().length === 2);
      const [first, second] = receiver.events();
      deepEqual(
        [first?.authorization, first?.event?.resourceName, first?.event?.eventType, first?.repeats],
        ['matches', 'RFIs', 'update', undefined],
      );
      equal(second?.repeats, first?.number);
    });
  });

  it('refuses another header, which the deliveries show and the diagnosis explains', async () => {
    await developing({}, async ({ receiver, received, fire, shown }) => {
      receiver.expect('Bearer another');
      await fire();
      await received(() => receiver.events().length === 1);
      deepEqual(await shown(1), { ids: ['webhook-not-delivered'], statuses: [401] });
    });
  });

  it('answers failing and slow on request, and the event comes again until it is taken', async () => {
    await developing({ webhookTimeout: 2000 }, async ({ receiver, received, fire, pass, shown }) => {
      receiver.answerWith({ status: 503, delayMs: 0 });
      await fire();
      await received(() => receiver.events().length === 1);
      await shown(1);
      receiver.answerWith({ status: 200, delayMs: 10_000 });
      pass();
      await received(() => receiver.events()[1]?.answered === 'gone');
      deepEqual((await shown(2)).statuses, [503, undefined]);
      receiver.answerWith({ status: 200, delayMs: 0 });
      pass();
      await received(() => receiver.events().length === 3);
      deepEqual(await shown(3), { ids: [], statuses: [503, undefined, 200] });
      equal(receiver.events()[2]?.repeats, 1);
    });
  });
});
