import { isLoopbackHost } from '../../environments.ts';
import { cleanText } from '../../errors/cleanText.ts';
import { rowsOf } from '../../listBody.ts';
import { deliveredTwice, readDeliveries } from '../../webhooks/delivery.ts';
import { destinationProblem } from '../../webhooks/destination.ts';
import { readTriggers } from '../../webhooks/trigger.ts';
import type { DiagnosisAction } from '../actions.ts';
import { type DiagnosisCase, type Finding, sentences, steps } from '../case.ts';
import type { Evidence } from '../evidence.ts';
import { scopeQuery } from '../offers.ts';
import { page } from '../pages.ts';
import { listed } from '../words.ts';
import { failureReport, neverFiring } from './webhookFailures.ts';

type Row = Readonly<Record<string, unknown>>;

/** Hook `status`: `active` or `disabled`, v2 only [oas]. */
export const webhookDisabled: DiagnosisCase = {
  id: 'webhook-disabled',
  title: 'A webhook is disabled',
  link: page.webhooks,
  recognise(seen) {
    if (!isOfWebhooks(seen)) return undefined;
    const off = rowsAt(seen, hooksPath).filter(hook => hook['status'] === 'disabled');
    if (off.length === 0) return undefined;
    return {
      certainty: 'machine',
      severity: 'warning',
      cause: sentences(
        `${off.length === 1 ? 'A hook is' : `${off.length} hooks are`} disabled and ${off.length === 1 ? 'gets' : 'get'} no events: ${listed(
          off.map(hook => text(hook['destination_url']) ?? `id ${text(hook['id']) ?? 'unknown'}`),
          3,
        )}.`,
        'That happens after deliveries have failed again and again, or somebody has paused it.',
      ),
      actions: [
        ...off.slice(0, 3).flatMap(hook => showDeliveries(seen, text(hook['id']))),
        ...off.slice(0, 3).flatMap(hook => readBelow(seen, hook, 'deliveries')),
      ],
      remedies: [
        'Look at its deliveries to see what the receiver answered, and correct the receiver: a public https address that answers 2xx within 5 seconds.',
        'Then turn the hook on again, or delete it and create it anew with its triggers.',
        'Fetch what was missed through the API: events that were not delivered are not sent again.',
      ],
    };
  },
};

/**
 * v1 `outcome`: ok, retried, failed, discarded; v2 `status`: delivered, failed, discarded, enqueued, retrying
 * [oas]. "Webhooks": 2xx within 5 seconds, retries up to 12 hours, then the queue is discarded [doc].
 */
export const webhookNotDelivered: DiagnosisCase = {
  id: 'webhook-not-delivered',
  title: 'Webhook events are not delivered',
  link: page.webhooks,
  recognise(seen) {
    if (!isOfWebhooks(seen)) return undefined;
    const read = readDeliveries(rowsAt(seen, deliveriesPath));
    const report = failureReport(read);
    const nothing = emptyAt(seen);
    const hooks = rowsAt(seen, hooksPath);
    const untriggered = hooks.filter(hook => hook['trigger_count'] === 0);
    const unreachable = [...hooks, ...writtenAt(seen, hooksPath)].filter(hook => !isReachable(hook, seen));
    if (unreachable.length > 0) return unreachableHooks(unreachable);
    const triggers = [...rowsAt(seen, triggersPath), ...writtenAt(seen, triggersPath)];
    const silent = neverFiring(readTriggers(triggers));
    if (silent !== undefined) {
      return {
        certainty: 'machine',
        severity: 'warning',
        title: 'A trigger can never fire',
        cause: sentences(...silent.cause),
        remedies: silent.remedies,
      };
    }
    if (report === undefined && untriggered.length === 0 && nothing === undefined) return undefined;
    return {
      certainty: 'machine',
      severity: 'warning',
      ...(report === undefined
        ? { title: `The webhook ${nothing === 'deliveries' ? 'has no deliveries' : 'has no trigger'}` }
        : {}),
      cause: sentences(
        ...(report?.cause ?? []),
        report === undefined &&
          (nothing === 'deliveries'
            ? 'No event has reached the hook, or the list is filtered.'
            : 'A hook without a trigger gets no events.'),
      ),
      actions: [
        ...(report === undefined ? [] : showDeliveries(seen, hookInPath(seen))),
        ...untriggered.slice(0, 3).flatMap(hook => readBelow(seen, hook, 'triggers')),
        ...(nothing === undefined ? [] : readBeside(seen, nothing)),
        ...(report === undefined ? [] : readBeside(seen, 'triggers')),
      ],
      remedies:
        report?.remedies ??
        steps(
          'Add a trigger to the hook: resource name as it is displayed, such as RFIs on a hook of a project or Projects on one of the company, and create, update or delete.',
          'Check that the hook has status active and belongs to the company or project in which the events happen.',
          'Check that the resource has this event; some have no delete.',
        ),
    };
  },
};

/** "Webhooks": an event may come more than once; same `id` or `ulid` [doc]. */
export const webhookDuplicateEvent: DiagnosisCase = {
  id: 'webhook-duplicate-event',
  title: 'An event was delivered more than once',
  link: page.webhooksApi,
  recognise(seen) {
    if (!isOfWebhooks(seen)) return undefined;
    const deliveries = readDeliveries(rowsAt(seen, deliveriesPath));
    const twice = deliveredTwice(deliveries);
    if (twice.length === 0) return undefined;
    const withoutMetadata = deliveries.some(({ event }) => event?.payloadVersion === 'v4');
    return {
      certainty: 'machine',
      severity: 'warning',
      cause: sentences(
        `${twice.length === 1 ? 'The event' : 'The events'} ${listed(twice, 3)} came more than once.`,
        'Procore repeats an event when the acknowledgement does not come in time, and promises no order.',
      ),
      actions: showDeliveries(seen, hookInPath(seen)),
      remedies: steps(
        'Keep the ids (ulid, or id) of events that were handled, and skip an event whose id is known.',
        'Or compare updated_at of the record before acting.',
        'Acknowledge at once and work afterwards, so that fewer events are repeated.',
        withoutMetadata &&
          'If changes of your own come back as events: payload v4 has no metadata to tell them by; v2 and v3 name the app in source_application_id.',
      ),
    };
  },
};

/**
 * "Webhooks": events go by https to a destination that is reachable from the internet [doc]. A simulator on this machine
 * reaches receivers on this machine.
 */
function isReachable(hook: Row, { url }: Evidence): boolean {
  const address = text(hook['destination_url']);
  const problem = address === undefined ? undefined : destinationProblem(address);
  if (problem === undefined) return true;
  return problem === 'this-machine' && url !== undefined && isLoopbackHost(url.hostname);
}

function unreachableHooks(hooks: readonly Row[]): Finding {
  const addresses = hooks.map(hook => text(hook['destination_url']) ?? '');
  return {
    certainty: 'machine',
    severity: 'warning',
    title: 'The webhook points to an address that Procore cannot reach',
    cause: `Procore sends events by https from the internet, and ${listed(addresses, 3)} ${hooks.length === 1 ? 'is' : 'are'} no public https address.`,
    remedies: [
      'Give the hook a public https address as its destination_url.',
      'While developing, use a tunnel that gives the receiver on your machine a public https address.',
    ],
    fields: [{ name: 'destination_url', message: '' }],
  };
}

/** Empty where the call does not tell hook, company and version for sure. */
function showDeliveries(
  { path, url, companyId }: Evidence,
  hookId: string | undefined,
): readonly DiagnosisAction[] {
  const version = /^\/rest\/v([12])\.\d/.exec(path)?.[1];
  if (hookId === undefined || !/^[\w-]{1,60}$/.test(hookId) || version === undefined) return [];
  if (companyId === undefined || !/^\d{1,20}$/.test(companyId)) return [];
  const project = /\/projects\/(\d{1,20})\/webhooks\//.exec(path)?.[1] ?? url?.searchParams.get('project_id');
  const isProject = project !== null && project !== undefined && /^\d{1,20}$/.test(project);
  return [
    {
      kind: 'showDeliveries',
      hookId,
      version: version === '1' ? 'v1.0' : 'v2.0',
      scope: { companyId, ...(isProject ? { projectId: project } : {}) },
    },
  ];
}

function hookInPath({ path }: Evidence): string | undefined {
  return /\/webhooks\/hooks\/([^/]+)\/deliveries$/.exec(path)?.[1];
}

/** The deliveries or triggers of one hook of the list, or of the hook itself. */
function readBelow(seen: Evidence, hook: Row, what: 'deliveries' | 'triggers'): readonly DiagnosisAction[] {
  const id = text(hook['id']);
  if (id === undefined || !/^[\w-]{1,60}$/.test(id)) return [];
  const list = seen.path.replace(/(\/webhooks\/hooks)\/[^/]+$/, '$1');
  return [{ kind: 'read', what, path: `${list}/${id}/${what}` }];
}

/** No deliveries: does the hook have a trigger? Else: the hooks of the app, and what they are set to. */
function readBeside({ path, url }: Evidence, nothing: 'deliveries' | 'triggers'): readonly DiagnosisAction[] {
  const query = scopeQuery(url).toString();
  const read =
    nothing === 'deliveries'
      ? path.replace(/deliveries$/, 'triggers')
      : path.replace(/\/[^/]+\/(?:triggers|deliveries)$/, '');
  const what = nothing === 'deliveries' ? 'triggers' : 'hooks';
  return [{ kind: 'read', what, path: cleanText(read, 300) + (query === '' ? '' : `?${query}`) }];
}

const hooksPath = /\/webhooks\/hooks(?:\/[^/]+)?$/;
const triggersPath = /\/webhooks\/hooks\/[^/]+\/triggers(?:\/bulk)?$/;
const deliveriesPath = /\/webhooks\/hooks\/[^/]+\/deliveries$/;

/** Each good answer is asked for, and few are of webhooks: what all the paths above have in common. */
function isOfWebhooks({ path }: Evidence): boolean {
  return path.includes('/webhooks');
}

/** What a write has just made or changed, so that it can be told at once. */
function writtenAt(seen: Evidence, path: RegExp): readonly Row[] {
  if (seen.method !== 'POST' && seen.method !== 'PATCH') return [];
  if (!seen.succeeded || !path.test(seen.path)) return [];
  const { json } = seen;
  const inner = isObject(json) ? (json['data'] ?? json['success'] ?? json) : json;
  return (Array.isArray(inner) ? inner : [inner]).filter(isObject);
}

function rowsAt(seen: Evidence, path: RegExp): readonly Row[] {
  if (seen.method !== 'GET' || !seen.succeeded || !path.test(seen.path)) return [];
  const rows = rowsOf(seen.json)?.rows ?? [
    isObject(seen.json) ? (seen.json['data'] ?? seen.json) : undefined,
  ];
  return rows.filter(isObject);
}

/** An empty list of deliveries or triggers; an empty list of hooks is no fault. */
function emptyAt(seen: Evidence): 'deliveries' | 'triggers' | undefined {
  const what = /\/webhooks\/hooks\/[^/]+\/(deliveries|triggers)$/.exec(seen.path)?.[1];
  if (seen.method !== 'GET' || seen.status !== 200 || seen.body.length > 512) return undefined;
  if (rowsOf(seen.json)?.rows.length !== 0) return undefined;
  return what === 'deliveries' || what === 'triggers' ? what : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function isObject(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
