import type { Evidence } from './evidence.ts';

/** Whether the request went out with a body; of a read no body counts. */
export function hasBody({ method, requestBody, input }: Evidence): boolean {
  if (method === 'GET' || method === 'HEAD') return false;
  return requestBody === undefined ? (input.request.bodyBytes ?? 0) > 0 : requestBody.trim() !== '';
}
