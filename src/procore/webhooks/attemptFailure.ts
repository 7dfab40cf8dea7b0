import type { Delivery, DeliveryAttempt } from './delivery.ts';

/**
 * Why an attempt failed. `timeout`: no answer within 5 seconds of connecting. `status`: the receiver answered, but not
 * 2xx. `unauthorized`: with 401 or 403, so the Authorization header is the first thing to compare. `redirect`: 3xx,
 * which is not followed [inferred]. `tls`: no safe connection. `unreachable`: no connection. `unknown`: nothing tells.
 */
export type AttemptFailure =
  | { readonly kind: 'status' | 'unauthorized' | 'redirect'; readonly status: number }
  | { readonly kind: 'timeout'; readonly seconds: number | undefined }
  | { readonly kind: 'tls' | 'unreachable' | 'unknown'; readonly text: string | undefined };

/** Milliseconds a receiver has, from the connection on. Source: "How Webhooks Work" [doc]. */
export const receiverTimeout = 5000;

/** After so long without a success the queue of a hook is discarded, in milliseconds. Source: "How Webhooks Work" [doc]. */
export const discardAfter = 12 * 3_600_000;

/** `undefined`: it did not fail. Words of the server's errors are matched loosely [inferred]. */
export function attemptFailure(attempt: DeliveryAttempt): AttemptFailure | undefined {
  if (attempt.success) return undefined;
  const { responseStatus: status, responseError: text } = attempt;
  if (status !== undefined && (status < 200 || status >= 300)) {
    if (status === 401 || status === 403) return { kind: 'unauthorized', status };
    return { kind: status >= 300 && status < 400 ? 'redirect' : 'status', status };
  }
  const words = text ?? '';
  const took = duration(attempt);
  if (/time[d-]?[ -]?out|timeout|execution expired|within 5 s/i.test(words))
    return { kind: 'timeout', seconds: took };
  if (/certificate|\bssl|\btls/i.test(words)) return { kind: 'tls', text };
  if (
    /refused|unreachable|reset|resolve|getaddrinfo|no address|connect|hang up|not sent|EPIPE|EOF/i.test(words)
  ) {
    return { kind: 'unreachable', text };
  }
  if (status === undefined && took !== undefined && took >= receiverTimeout / 1000) {
    return { kind: 'timeout', seconds: took };
  }
  return { kind: 'unknown', text };
}

/** The failure of the newest attempt; `undefined`: none was made, or it went through. */
export function lastFailure({ attempts }: Delivery): AttemptFailure | undefined {
  const last = attempts.at(-1);
  return last && attemptFailure(last);
}

/** Seconds, with one decimal. */
function duration({ startedAt, completedAt }: DeliveryAttempt): number | undefined {
  const milliseconds = Date.parse(completedAt ?? '') - Date.parse(startedAt ?? '');
  return Number.isNaN(milliseconds) || milliseconds < 0 ? undefined : Math.round(milliseconds / 100) / 10;
}
