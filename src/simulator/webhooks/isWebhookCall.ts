import type { ApiCall } from '../rules/call.ts';

/** Whether a call is about hooks, triggers, deliveries or the resources that have events. */
export function isWebhookCall({ match }: ApiCall): boolean {
  return /^\/rest\/v[12]\.0\/(?:companies\/\{company_id\}\/(?:projects\/\{project_id\}\/)?)?webhooks\//.test(
    match.operation.path,
  );
}
