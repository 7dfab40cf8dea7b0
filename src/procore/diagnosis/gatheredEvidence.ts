import type { Evidence } from './evidence.ts';

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
  readonly #late: LateFacts;

  constructor(facts: Omit<Evidence, Late>, late: LateFacts) {
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
    this.#late = late;
  }

  get error() {
    return this.#late.error();
  }

  get requestJson() {
    return this.#late.requestJson();
  }

  get json() {
    return this.#late.json();
  }

  get match() {
    return this.#late.match();
  }

  get projectId() {
    return this.#late.projectId();
  }

  get companyId() {
    return this.#late.companyId();
  }
}

type LateFacts = { readonly [Key in Late]: () => Evidence[Key] };
