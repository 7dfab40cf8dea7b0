import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { loadBundledCatalog } from '../../src/procore/catalog/bundled.ts';
import { type Delivery, readDeliveries } from '../../src/procore/webhooks/delivery.ts';
import type { SimulatorOptions } from '../../src/simulator/options.ts';
import { type Ran, runText } from '../support/runText.ts';
import { type Simulated, withSimulator } from '../support/simulated.ts';
import { type WebhookReceiver, webhookReceiver } from '../support/webhookReceiver.ts';

const hooks = '/rest/v2.0/companies/4264807/projects/310512/webhooks/hooks';
const rfis = '/rest/v1.0/projects/310512/rfis';

const setUp = (receiver: string) => `
@receiver = ${receiver}

### A hook of the project
# @name hook
# @company 4264807
POST ${hooks}
Content-Type: application/json

{
  "payload_version": "v4.0",
  "namespace": "journey",
  "destination_url": "{{receiver}}",
  "destination_headers": { "Authorization": "Bearer journey-secret" }
}

### What it listens for
# @company 4264807
POST ${hooks}/{{hook.response.body.$.data.id}}/triggers
Content-Type: application/json

{ "resource_name": "RFIs", "event_type": "update" }

${change}`;

const change = `
### An RFI
# @name rfis
# @company 4264807
GET ${rfis}?per_page=1

### Change it
# @company 4264807
PATCH ${rfis}/{{rfis.response.body.$[0].id}}
Content-Type: application/json

{ "rfi": { "subject": "Changed by a journey" } }
`;

interface Journey extends Simulated {
  readonly receiver: WebhookReceiver;
  /** Waits that the simulator asked for, in milliseconds; none of them was waited. */
  readonly waits: readonly number[];
  run(text: string): Promise<Ran>;
  /** Asks for the deliveries until they are as wanted. */
  deliveries(hookId: string, until: (found: readonly Delivery[]) => boolean): Promise<Ran>;
}

/** Pauses of the simulator pass at once, on the clock that it shares with the runner. */
async function withReceiver(
  answer: Parameters<typeof webhookReceiver>[0],
  options: SimulatorOptions,
  journey: (parts: Journey) => Promise<void>,
): Promise<void> {
  const receiver = await webhookReceiver(answer);
  const waits: number[] = [];
  let advance: (milliseconds: number) => void = () => {};
  const schedule: NonNullable<SimulatorOptions['schedule']> = (milliseconds, wake) => {
    const soon = setImmediate(() => {
      waits.push(milliseconds);
      advance(milliseconds);
      wake();
    });
    return () => clearImmediate(soon);
  };
  try {
    await withSimulator({ spikeLimit: 0, hourlyLimit: 0, schedule, ...options }, async simulated => {
      advance = simulated.clock.advance;
      const run = async (text: string): Promise<Ran> => {
        const { environment, clock, getToken } = simulated;
        const ran = await runText(text, { environment, clock, getToken, catalog: loadBundledCatalog });
        for (const { request, response } of ran.exchanges) {
          ok((response?.status ?? 0) < 300, `${request.method} ${request.url}: ${response?.status}`);
        }
        return ran;
      };
      await journey({
        ...simulated,
        receiver,
        waits,
        run,
        async deliveries(hookId, until) {
          for (;;) {
            const ran = await run(`# @company 4264807\nGET ${hooks}/${hookId}/deliveries\n`);
            if (until(deliveriesOf(ran))) return ran;
            await new Promise(resolve => setImmediate(resolve));
          }
        },
      });
    });
    await receiver.idle();
  } finally {
    await receiver.close();
  }
}

function hookIdOf({ exchanges }: Ran): string {
  const created = exchanges.find(({ request }) => request.name === 'hook');
  return JSON.parse(created?.response?.body ?? '').data.id;
}

function deliveriesOf({ exchange }: Ran): readonly Delivery[] {
  return readDeliveries(JSON.parse(exchange.response?.body ?? ''));
}

describe('from a change in a .http file to a receiver', () => {
  it('the event arrives with the Authorization header of the hook, and the deliveries show it', async () => {
    await withReceiver(undefined, {}, async ({ receiver, run, deliveries }) => {
      const ran = await run(setUp(receiver.url));
      await receiver.arrived(1);
      const [received] = receiver.received;
      equal(received?.headers.authorization, 'Bearer journey-secret');
      equal(received?.headers['content-type'], 'application/json');
      deepEqual([received?.event['reason'], received?.event['resource_type']], ['update', 'RFIs']);
      const shown = await deliveries(hookIdOf(ran), found => found[0]?.status === 'delivered');
      const [delivery] = deliveriesOf(shown);
      equal(delivery?.eventId, received?.event['id']);
      equal(delivery?.attempts[0]?.responseStatus, 204);
      deepEqual(
        shown.exchange.diagnoses.map(({ id }) => id),
        [],
      );
    });
  });

  it('a receiver that fails at first gets it again after a second, then after two', async () => {
    const failTwice = (number: number, response: { writeHead(status: number): { end(): void } }) =>
      response.writeHead(number < 3 ? 500 : 200).end();
    await withReceiver(failTwice, {}, async ({ receiver, run, deliveries, waits }) => {
      const ran = await run(setUp(receiver.url));
      await receiver.arrived(3);
      const [delivery] = deliveriesOf(
        await deliveries(hookIdOf(ran), found => found[0]?.status === 'delivered'),
      );
      deepEqual(
        delivery?.attempts.map(({ responseStatus }) => responseStatus),
        [500, 500, 200],
      );
      deepEqual(waits, [1000, 2000]);
    });
  });

  it('a receiver that is too slow is told from one that refuses', async () => {
    const neverAtFirst = (number: number, response: { writeHead(status: number): { end(): void } }) => {
      if (number > 1) response.writeHead(401).end();
    };
    await withReceiver(neverAtFirst, { webhookTimeout: 2000 }, async ({ receiver, run, deliveries }) => {
      const ran = await run(setUp(receiver.url));
      await receiver.arrived(2);
      const shown = await deliveries(hookIdOf(ran), found => (found[0]?.attempts.length ?? 0) > 1);
      const [delivery] = deliveriesOf(shown);
      match(delivery?.attempts[0]?.responseError ?? '', /^Timed out: no answer within 2 s/);
      const [diagnosis] = shown.exchange.diagnoses;
      equal(diagnosis?.id, 'webhook-not-delivered');
      ok(diagnosis?.remedies.some(remedy => remedy.includes('Authorization header')));
    });
  });

  it('after 12 hours of failure the event is discarded, and the diagnosis says what is lost', async () => {
    await withReceiver(
      (_, response) => response.writeHead(503).end(),
      {},
      async ({ receiver, run, deliveries, waits }) => {
        const ran = await run(setUp(receiver.url));
        const shown = await deliveries(hookIdOf(ran), found => found[0]?.status === 'discarded');
        equal(
          waits.reduce((sum, wait) => sum + wait, 0),
          12 * 3_600_000,
        );
        equal(receiver.received.length, waits.length);
        const [diagnosis] = shown.exchange.diagnoses;
        equal(diagnosis?.id, 'webhook-not-delivered');
        match(diagnosis?.cause ?? '', /503.*discarded after 12 hours/);
      },
    );
  });

  it('an event that comes twice is known by its id, and the diagnosis says so', async () => {
    await withReceiver(
      undefined,
      { faults: ['webhook-sent-twice'] },
      async ({ receiver, run, deliveries }) => {
        const ran = await run(setUp(receiver.url));
        await receiver.arrived(2);
        deepEqual(receiver.received[0]?.event, receiver.received[1]?.event);
        const shown = await deliveries(hookIdOf(ran), found =>
          found.every(({ status }) => status === 'delivered'),
        );
        const [diagnosis] = shown.exchange.diagnoses;
        equal(diagnosis?.id, 'webhook-duplicate-event');
        ok(diagnosis?.cause.includes(String(receiver.received[0]?.event['id'])));
      },
    );
  });

  it('a simulator that closes leaves neither connection nor timer', async () => {
    const receiver = await webhookReceiver((number, response) => {
      // Some never answer, some fail: requests are open and pauses stand when it closes.
      if (number % 2 === 0) response.writeHead(500).end();
    });
    const open = new Set<object>();
    const schedule: NonNullable<SimulatorOptions['schedule']> = () => {
      const key = {};
      open.add(key);
      return () => open.delete(key);
    };
    const options = { spikeLimit: 0, hourlyLimit: 0, schedule };
    const warnings: string[] = [];
    const warn = ({ name }: Error) => {
      if (name === 'MaxListenersExceededWarning') warnings.push(name);
    };
    process.on('warning', warn);
    await withSimulator(options, async ({ running, environment, clock, getToken }) => {
      const text = Array.from({ length: 12 }, () => setUp(receiver.url).replace(change, '')).join('\n###\n');
      const parts = { environment, clock, getToken, catalog: loadBundledCatalog };
      for (const [index, part] of text.split(/\n###\n(?=\n@receiver)/).entries()) {
        await runText(part.replace('"journey"', `"journey-${index}"`), parts);
      }
      const event = { project_id: 310512, resource_name: 'RFIs', event_type: 'update' };
      const fired = await fetch(`${running.url}/_simulator/webhooks/fire`, {
        method: 'POST',
        body: JSON.stringify(event),
      });
      equal(((await fired.json()) as { hooks: unknown[] }).hooks.length, 12);
      await receiver.arrived(12);
    });
    await receiver.idle();
    equal(open.size, 0);
    process.off('warning', warn);
    deepEqual(warnings, []);
    await receiver.close();
  });
});
