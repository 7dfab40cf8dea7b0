import { knownResources } from '../../procore/webhooks/resources.ts';
import { answered, listed, refused, type WebhookAnswer, type WebhookTask } from './answer.ts';
import { eventTypes, payloadVersionOf, payloadVersions } from './hook.ts';

/** Which resources have which events; v1 names those that one lacks. Source: Procore's OpenAPI document [oas]. */
export function answerResourceCall(task: WebhookTask): WebhookAnswer {
  const { call, scope, second } = task;
  if (call.match.operation.path.endsWith('/api_versions')) return answered(task, 200, payloadVersions);
  const asked = call.query.get('payload_version');
  const version = asked === null ? 'v2' : payloadVersionOf(asked);
  if (version === undefined) return refused({ payload_version: ['must be v2.0, v3.0 or v4.0'] });
  const kind = scope.projectId === undefined ? 'company' : 'project';
  const rows = knownResources
    .filter(resource => resource.scope === kind)
    .map(({ name, eventTypes: has }) =>
      second
        ? { category: categoryOf(name), tool: name, name, payload_version: `${version}.0`, actions: has }
        : {
            api_version: 'v2',
            product_category: categoryOf(name),
            tools: name,
            except: eventTypes.filter(type => !has.includes(type)),
            create: null,
            update: null,
            delete: null,
          },
    );
  return listed(task, rows);
}

/** Roughly as the portal groups them [assumed]. */
function categoryOf(name: string): string {
  if (/budget|contract|cost|payment|change|invoice|draw request|erp/i.test(name))
    return 'Construction Financials';
  if (/user|vendor|project|office|department|program|trade|folder|file|role|region/i.test(name))
    return 'Core';
  return 'Project Management';
}
