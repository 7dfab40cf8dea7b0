import { header } from '../../../procore/headers.ts';
import type { HeaderNode, RequestNode } from '../../syntax.ts';

/** The header of that name (in small letters), the last one; `undefined` where there is none. */
export function headerOf(request: RequestNode, name: string): HeaderNode | undefined {
  return request.headers.findLast(({ name: written }) => written.text.toLowerCase() === name);
}

/** Media type in small letters without parameters; '' where the request has no `Content-Type`. */
export function mediaTypeOf(request: RequestNode): string {
  const value = headerOf(request, header.contentType)?.value.text ?? '';
  return (value.split(';', 1)[0] ?? '').trim().toLowerCase();
}
