import type { WebhookCall, WebhookScope } from '../../procore/webhooks/calls.ts';

/**
 * A call as the text of a request. `note` is asked about before it is sent, in every environment. A name in double
 * braces that stands in the body is sent as it is: whoever typed it did so in a field, not in a file.
 */
export function requestTextOf(call: WebhookCall, { companyId }: WebhookScope, note?: string): string {
  const { method, path, body } = call;
  return [
    ...(note === undefined ? [] : [`# @note ${note.replaceAll(/\s+/g, ' ').replaceAll('{{', '{ {')}`]),
    `# @company ${companyId}`,
    `${method} ${path}`,
    ...(body === undefined ? [] : ['Content-Type: application/json', '', withoutNames(JSON.stringify(body))]),
    '',
  ].join('\n');
}

/** Two braces next to each other open a name, and stand in no JSON but within texts. */
function withoutNames(json: string): string {
  return json.replaceAll('{{', '{\\u007b');
}
