import { readAnswer } from '../../procore/webhooks/answerJson.ts';
import { type WebhookScope, type WebhookVersion, webhookCalls } from '../../procore/webhooks/calls.ts';
import { type Hook, readHooks } from '../../procore/webhooks/hook.ts';
import type { WebhooksView } from './webhooksView.ts';

/** A hook that a diagnosis names, and where it is. */
export interface HookPlace {
  readonly environment: string;
  readonly hookId: string;
  readonly version: WebhookVersion;
  readonly scope: WebhookScope;
}

/**
 * All that the API says of such a hook; with its id alone where it does not say. v1.0 shows no single hook, but lists
 * those of all namespaces. `undefined`: the id is none.
 */
export async function namedHook(
  view: Pick<WebhooksView, 'send'>,
  place: HookPlace,
): Promise<Hook | undefined> {
  const { environment, hookId, version, scope } = place;
  const [unknown] = readHooks({ id: hookId });
  if (unknown === undefined) return undefined;
  const calls = webhookCalls(version, scope);
  const { error, response } = await view.send(
    calls.showHook(hookId) ?? calls.listHooks({}),
    scope,
    environment,
  );
  if (error !== null || response?.status !== 200) return unknown;
  return readHooks(readAnswer(response.body ?? '')).find(({ id }) => id === unknown.id) ?? unknown;
}

/** What a diagnosis names; anything else that came with a command is `undefined`. */
export function placeIn(value: unknown): HookPlace | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { environment, hookId, version, scope }: { [name: string]: unknown } = { ...value };
  if (typeof environment !== 'string' || typeof hookId !== 'string') return undefined;
  if (version !== 'v1.0' && version !== 'v2.0') return undefined;
  if (typeof scope !== 'object' || scope === null) return undefined;
  const { companyId, projectId }: { [name: string]: unknown } = { ...scope };
  if (typeof companyId !== 'string' || !isId(companyId)) return undefined;
  return {
    environment,
    hookId,
    version,
    scope: { companyId, ...(typeof projectId === 'string' && isId(projectId) && { projectId }) },
  };
}

/** Never a line of a request. */
function isId(text: string): boolean {
  return /^\d{1,20}$/.test(text);
}
