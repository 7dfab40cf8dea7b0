import type { SentRequest } from '../../httpFile/convert/toCurl.ts';
import type { RequestNode } from '../../httpFile/syntax.ts';
import type { PreparedRequest } from '../../runner/prepare.ts';
import type { Preview } from '../../runner/preview.ts';
import { mask, redactText } from '../../runner/redact.ts';
import { isStreamed } from '../../runner/streamedBody.ts';

/** A request for curl, and what of it curl must be given by hand. */
export interface CurlModel {
  readonly request: SentRequest;
  /** The body is neither text nor one file: it has to be saved under this name first. */
  readonly bodyToSave: string | undefined;
  /** Names that have no value yet and stand as they are written. */
  readonly open: readonly string[];
}

/**
 * What curl is to send: the masked request of the preview, or, with `token`, what really goes out. `undefined`
 * where there is nothing to send. `token`: '' for a request that takes none.
 */
export function curlModel(
  preview: Preview,
  node: RequestNode,
  token: string | undefined,
): CurlModel | undefined {
  const { request, reveal, withToken, values } = preview;
  if (request === undefined || reveal === undefined) return undefined;
  const prepared = reveal();
  const shown = token === undefined;
  const headers = shown ? pairsOf(request.headers) : [...prepared.headers];
  if (withToken) headers.push(['authorization', `Bearer ${shown ? mask : token}`]);
  const open = values.flatMap(value => ('missing' in value ? [value.name] : []));
  const url = asWritten(shown ? request.url : prepared.url.href, open);
  const body = bodyOf(prepared, node, shown ? request.body : undefined, shown);
  return {
    request: { method: prepared.method, url, headers, body: body?.sent },
    bodyToSave: body?.toSave,
    open,
  };
}

/** An address encodes the braces of names that have no value yet; a person is to find them and fill them in. */
function asWritten(url: string, open: readonly string[]): string {
  return url.replaceAll(/(?:%7B|\{){2}((?:(?!%7D|\}).)*)(?:%7D|\}){2}/gi, (all, inner: string) => {
    const name = decoded(inner);
    return name !== undefined && open.includes(name.trim()) ? `{{${name}}}` : all;
  });
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

type Body = { readonly sent: NonNullable<SentRequest['body']>; readonly toSave: string | undefined };

function bodyOf(
  { body, url }: PreparedRequest,
  node: RequestNode,
  masked: string | undefined,
  shown: boolean,
): Body | undefined {
  if (masked !== undefined) return { sent: { text: masked }, toSave: undefined };
  if (body === undefined) return undefined;
  if (typeof body === 'string') return { sent: { text: body }, toSave: undefined };
  const file = node.body?.file;
  // Curl reads the same file, from where the request file stands.
  if (file !== undefined && !file.substitute && !file.path.text.includes('{{'))
    return { sent: { file: file.path.text }, toSave: undefined };
  const text = isStreamed(body) ? undefined : textOf(body);
  if (text !== undefined)
    return { sent: { text: shown ? redactText(text, [], url.href) : text }, toSave: undefined };
  return { sent: { file: 'body.bin' }, toSave: 'body.bin' };
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

function pairsOf(headers: NonNullable<Preview['request']>['headers']): [name: string, value: string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  );
}
