import { cleanText } from '../errors/cleanText.ts';
import type { Read } from './actions.ts';
import type { Evidence } from './evidence.ts';
import { scopeQuery } from './offers.ts';

/** What tells the names that a refused trigger may have; `undefined`: no trigger was written. */
export interface TriggerResources {
  readonly read: Read;
  readonly remedy: string;
}

/** "Webhooks API": `…/webhooks/resources` lists the resources with their events; v2.0 asks by payload version [doc]. */
export function triggerResources({ method, path, url }: Evidence): TriggerResources | undefined {
  const [, root, version] =
    /^(\/rest\/v([12])\.\d\/.*webhooks)\/hooks\/[^/]+\/triggers(?:\/bulk)?$/.exec(path) ?? [];
  if (root === undefined || method !== 'POST') return undefined;
  const list = `${cleanText(root, 300)}/resources`;
  const query = version === '1' ? scopeQuery(url).toString() : 'payload_version=v4.0';
  const address = query === '' ? list : `${list}?${query}`;
  return {
    read: { kind: 'read', what: 'list', path: address },
    remedy: `GET ${address} lists the resources that a trigger may name, each with its events.`,
  };
}
