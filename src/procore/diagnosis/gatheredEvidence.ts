import { cleanText } from '../errors/cleanText.ts';
import { normalizeError } from '../errors/normalize.ts';
import { readJson } from '../errors/readJson.ts';
import { header, headerValue } from '../headers.ts';
import type { Evidence } from './evidence.ts';

/** Larger bodies are judged by their beginning. */
const wholeBody = 8 * 1024 * 1024;

/** What is worked out when it is first asked for. */
type Late = 'error' | 'requestJson' | 'json' | 'match' | 'projectId' | 'companyId';

/**
 * Evidence as a class: an object with getters of its own is slow to read, and the engine keeps it, with the body
 * that it holds, until it cleans the old part of its memory. Every answer makes one.
 */
export class GatheredEvidence implements Evidence {
  readonly input: Evidence['input'];
  readonly context: Evidence['context'];
  readonly catalog: Evidence['catalog'];
  readonly method: Evidence['method'];
  readonly url: Evidence['url'];
  readonly path: Evidence['path'];
  readonly status: Evidence['status'];
  readonly failed: Evidence['failed'];
  readonly succeeded: Evidence['succeeded'];
  readonly api: Evidence['api'];
  readonly ours: Evidence['ours'];
  readonly oauth: Evidence['oauth'];
  readonly storage: Evidence['storage'];
  readonly environment: Evidence['environment'];
  readonly builtIn: Evidence['builtIn'];
  readonly sandbox: Evidence['sandbox'];
  readonly headers: Evidence['headers'];
  readonly body: Evidence['body'];
  readonly requestBody: Evidence['requestBody'];
  #error: Evidence['error'] | undefined;
  #requestJson: Made<unknown>;
  #json: Made<unknown>;
  #match: Made<Evidence['match']>;
  #projectId: Made<string | undefined>;
  #companyId: Made<string | undefined>;

  /** `error`: where it had to be read already. */
  constructor(facts: Omit<Evidence, Late>, error: Evidence['error'] | undefined) {
    this.input = facts.input;
    this.context = facts.context;
    this.catalog = facts.catalog;
    this.method = facts.method;
    this.url = facts.url;
    this.path = facts.path;
    this.status = facts.status;
    this.failed = facts.failed;
    this.succeeded = facts.succeeded;
    this.api = facts.api;
    this.ours = facts.ours;
    this.oauth = facts.oauth;
    this.storage = facts.storage;
    this.environment = facts.environment;
    this.builtIn = facts.builtIn;
    this.sandbox = facts.sandbox;
    this.headers = facts.headers;
    this.body = facts.body;
    this.requestBody = facts.requestBody;
    this.#error = error;
  }

  get error() {
    this.#error ??= normalizeError(this.status, this.headers, this.body);
    return this.#error;
  }

  get requestJson() {
    const { requestBody } = this;
    this.#requestJson ??= { value: requestBody === undefined ? undefined : readJson(requestBody, wholeBody) };
    return this.#requestJson.value;
  }

  get json() {
    this.#json ??= { value: readJson(this.body, wholeBody) };
    return this.#json.value;
  }

  get match() {
    this.#match ??= { value: this.catalog?.find(this.input.request.method.toUpperCase(), this.path) };
    return this.#match.value;
  }

  get projectId() {
    this.#projectId ??= { value: scopeId('project', this) };
    return this.#projectId.value;
  }

  get companyId() {
    this.#companyId ??= {
      value: headerValue(this.input.request.headers, header.companyId)?.trim() || scopeId('company', this),
    };
    return this.#companyId.value;
  }
}

/** `undefined`: not made yet. */
type Made<T> = { readonly value: T } | undefined;

function scopeId(
  scope: 'company' | 'project',
  seen: Pick<Evidence, 'path' | 'url' | 'requestJson'>,
): string | undefined {
  const inPath = scopeInPath[scope].exec(seen.path)?.[1];
  if (inPath !== undefined) return cleanText(inPath, 60);
  const inQuery = seen.url?.searchParams.get(`${scope}_id`);
  if (inQuery !== null && inQuery !== undefined) return cleanText(inQuery, 60);
  const json = seen.requestJson;
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  const value = new Map<string, unknown>(Object.entries(json)).get(`${scope}_id`);
  return typeof value === 'number' || typeof value === 'string' ? cleanText(String(value), 60) : undefined;
}

const scopeInPath = {
  company: /\/companies\/(\d+)(?:\/|$)/,
  project: /\/projects\/(\d+)(?:\/|$)/,
} as const;
