import { createHash, timingSafeEqual } from 'node:crypto';
import type { HeaderMap } from '../../procore/headers.ts';
import { readAnswer } from '../../procore/webhooks/answerJson.ts';
import { readEvent, type WebhookEvent } from '../../procore/webhooks/event.ts';
import { maskedSecret } from '../../procore/webhooks/hook.ts';

/** A request that came to the receiver, whoever sent it. */
export interface Posting {
  readonly method: string;
  /** Lower-case names. */
  readonly headers: HeaderMap;
  readonly body: string;
}

/**
 * Whether the `Authorization` header is the one that the hook was given. Webhooks bear no signature: nothing else tells
 * that an event comes from Procore ("How Webhooks Work" [doc]). `unchecked`: the receiver was not told what to expect.
 */
export type AuthorizationCheck = 'matches' | 'differs' | 'missing' | 'unchecked';

/** A posting as it is shown. */
export interface ReadPosting {
  readonly authorization: AuthorizationCheck;
  /** `undefined`: the body is no event. */
  readonly event: WebhookEvent | undefined;
  /** Why it is none, as a sentence. */
  readonly problem: string | undefined;
  /** As they came, credentials masked. */
  readonly headers: HeaderMap;
  readonly body: string;
}

/** Reads a posting. `expected` is the value of the hook's `Authorization` header. Never throws. */
export function readPosting(posting: Posting, expected: string | undefined): ReadPosting {
  const { method, headers, body } = posting;
  const read = { authorization: checkAuthorization(headers['authorization'], expected), body };
  const shown = { ...read, headers: maskedHeaders(headers) };
  const none = (problem: string): ReadPosting => ({ ...shown, event: undefined, problem });
  if (method !== 'POST') return none(`Procore posts its events; this is a ${method}.`);
  if (body.trim() === '') return none('The body is empty.');
  const parsed = readAnswer(body);
  if (parsed === undefined) return none('The body is not JSON.');
  const event = readEvent(parsed);
  if (event === undefined) return none('The body is JSON, but no object.');
  if (event.id === undefined && event.resourceName === undefined) {
    return none('The object has neither an id nor a resource, as events of Procore have.');
  }
  return { ...shown, event, problem: undefined };
}

/**
 * Whether both tell of the same event. Procore may deliver one more than once ("How Webhooks Work" [doc]); those
 * without an id are the same where their bodies are.
 */
export function isSameEvent(one: ReadPosting, other: ReadPosting): boolean {
  if (one.event === undefined || other.event === undefined) return false;
  const id = one.event.id ?? other.event.id;
  return id === undefined ? one.body === other.body : one.event.id === other.event.id;
}

function checkAuthorization(
  sent: string | readonly string[] | undefined,
  expected: string | undefined,
): AuthorizationCheck {
  if (expected === undefined || expected === '') return 'unchecked';
  if (sent === undefined) return 'missing';
  return typeof sent === 'string' && timingSafeEqual(digest(sent), digest(expected)) ? 'matches' : 'differs';
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

const credential = /authorization|cookie|token|secret|key/;

function maskedHeaders(headers: HeaderMap): HeaderMap {
  const entries = Object.entries(headers).map(([name, value]) => {
    if (!credential.test(name)) return [name, value] as const;
    return [name, typeof value === 'string' ? maskedSecret(value) : value.map(maskedSecret)] as const;
  });
  return Object.fromEntries(entries);
}
