import type { SentRequest } from '../../httpFile/convert/toCurl.ts';
import type { Entry } from '../../runner/history/entry.ts';
import { mask } from '../../runner/redact.ts';

/** What curl is to send, and what it cannot be told. */
export interface EntryCurl {
  readonly curl: SentRequest;
  /** Secrets are left that stand as `***`. */
  readonly masked: boolean;
  /** It had a body that was not kept. */
  readonly withoutBody: boolean;
}

/** The request of an entry for curl. `token` stands in for the one that it went out with. */
export function entryCurl({ detail }: Entry, token: string | undefined): EntryCurl {
  const { request } = detail.exchange;
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    [value]
      .flat()
      .map((one): [string, string] => [
        name,
        token !== undefined && name === 'authorization' && one === `Bearer ${mask}` ? `Bearer ${token}` : one,
      ]),
  );
  const { sentBody } = detail;
  const curl = {
    method: request.method,
    url: request.url,
    headers,
    body: sentBody === undefined ? undefined : { text: sentBody },
  };
  return {
    curl,
    masked: [request.url, sentBody ?? '', ...headers.map(([, value]) => value)].some(text =>
      text.includes(mask),
    ),
    withoutBody: sentBody === undefined && request.bodyBytes > 0,
  };
}
