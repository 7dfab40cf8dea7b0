import type { JsonPath } from '../errors/normalizedError.ts';
import type { WebhookScope, WebhookVersion } from '../webhooks/calls.ts';

export type { JsonPath };

/**
 * What can be done about a diagnosis with one click, as plain values: decided here, carried out elsewhere. Each
 * diagnosis lists those that apply, the most helpful first. Texts in them may come from the request or the server:
 * show them as plain text, and check a value for its place before it is written into a file.
 */
export type DiagnosisAction =
  /** Sign in (again) to the environment of that name; without one, to that of the request. */
  | { readonly kind: 'signIn'; readonly environment?: string }
  /** Make that environment the active one; without a name the person chooses. */
  | { readonly kind: 'switchEnvironment'; readonly to?: string }
  /** Write `Procore-Company-Id` (or `# @company`) into the request; without an id the person chooses. */
  | { readonly kind: 'addCompanyHeader'; readonly companyId?: string }
  /** Choose the company that requests go to. */
  | { readonly kind: 'chooseCompany' }
  /** Send the request again for the rows of all pages. Only of reads. */
  | { readonly kind: 'getAllPages' }
  | WaitAndResend
  /** Write or replace the request's `Content-Type`. */
  | { readonly kind: 'addContentType'; readonly value: string }
  /** Rename a query parameter, e.g. `filters[status]` to `filters[status][]`; names are decoded. */
  | { readonly kind: 'fixFilter'; readonly from: string; readonly to: string }
  /** Take query parameters out; decoded names. */
  | { readonly kind: 'removeParameters'; readonly names: readonly string[] }
  | AddParameter
  | KeepEntries
  | UseVersion
  /** Same path, another method. */
  | { readonly kind: 'useMethod'; readonly method: string }
  | UsePath
  /** Take the request's own `Authorization` header out. */
  | { readonly kind: 'removeAuthorization' }
  /** Give the request more time: `seconds` for `# @timeout`. */
  | { readonly kind: 'raiseTimeout'; readonly seconds: number }
  /** Enter another client id and secret for that environment; without a name, for that of the request. */
  | { readonly kind: 'changeCredentials'; readonly environment?: string }
  /** The developer portal, at the person's apps, where credentials, versions and redirect addresses are. */
  | { readonly kind: 'openPortal'; readonly url: string }
  /** The company's apps: install, connect, permitted projects. */
  | ({ readonly kind: 'openAppManagement' } & WebPage)
  /** The record that the request is about, or its tool, or its project. */
  | ({ readonly kind: 'openRecord' } & WebPage)
  /** The settings of the project, where tools are turned on. `tool` is its name. */
  | ({ readonly kind: 'enableTool'; readonly tool: string } & WebPage)
  /** One answer cannot decide, and a few reads could: what they tell goes into the context, to diagnose again. */
  | { readonly kind: 'findCause' }
  | Read
  | ShowDeliveries
  /** The API component of Procore's status page, or, by hand, the page at `url`. */
  | { readonly kind: 'checkServiceStatus'; readonly url: string }
  /** The exchange without secrets, for API Support. */
  | { readonly kind: 'copySupportReport' }
  /** Create the upload anew and send the file. */
  | { readonly kind: 'uploadAgain' }
  /** A setting of the editor, by its id. */
  | { readonly kind: 'openSetting'; readonly id: string }
  /** The request goes to a simulator that does not run. */
  | { readonly kind: 'startSimulator' };

/** The name of an action, by which commands, titles and edits are found. */
export type DiagnosisActionKind = DiagnosisAction['kind'];

/** Send the request again, not before its time. */
export interface WaitAndResend {
  readonly kind: 'waitAndResend';
  /** From the answer on; whole, at least 1. What the server asked for, else what its documents advise. */
  readonly seconds: number;
  /** The same as a time, ISO 8601; absent where the answer has no usable time. */
  readonly until?: string;
  /** A write whose outcome is not known: ask before it goes out a second time. */
  readonly mayHaveTakenEffect: boolean;
}

/** A parameter that the endpoint requires, or that the answer asks for. */
export interface AddParameter {
  readonly kind: 'addParameter';
  readonly in: 'query' | 'body';
  /** In a body the path to it, joined with dots, e.g. `rfi.subject`. */
  readonly name: string;
  /** As the catalog has it, e.g. `integer`, `string:date`; `any` where it does not know it. */
  readonly type: string;
  readonly values?: readonly (string | number)[];
}

/** Take out of the JSON body what went through, so that only the refused entries are sent again. */
export interface KeepEntries {
  readonly kind: 'keepEntries';
  /** To the list of entries, from the root; empty where the body is the list. */
  readonly path: readonly string[];
  /** Which of them were refused: indexes from 0, ascending. */
  readonly indexes: readonly number[];
  /** How many entries were sent. */
  readonly of: number;
}

/** The same resource in the version that exists. */
export interface UseVersion {
  readonly kind: 'useVersion';
  /** With the ids of the request, without query. */
  readonly path: string;
  /**
   * Where only the beginning of the path differs, that beginning, e.g. `/rest/v2.0/` and `/rest/v1.0/`: the rest of
   * the line, which may hold variables, can stay.
   */
  readonly prefix?: { readonly from: string; readonly to: string };
}

/** A path of the catalog that may have been meant. */
export interface UsePath {
  readonly kind: 'usePath';
  readonly method: string;
  /** With placeholders, e.g. `{project_id}`. */
  readonly path: string;
  /** The same with the ids of the request where they are known, and required scopes in the query. */
  readonly filled: string;
}

/** A page of Procore's web app. */
export interface WebPage {
  /** On the web host of the environment. */
  readonly url: string;
  /**
   * The same without its host: the company may live in another zone, whose host
   * `GET /rest/v1.0/company_base_url` tells ("Multiple Procore Zones" [doc]).
   */
  readonly path: string;
  readonly companyId?: string;
}

/** What became of the events of one hook, where hooks are looked after. */
export interface ShowDeliveries {
  readonly kind: 'showDeliveries';
  readonly hookId: string;
  readonly version: WebhookVersion;
  readonly scope: WebhookScope;
}

/** A GET that shows more. */
export interface Read {
  readonly kind: 'read';
  readonly what: 'companies' | 'deliveries' | 'hooks' | 'list' | 'projects' | 'record' | 'triggers';
  /** Path and query, with the ids of the request. */
  readonly path: string;
}

/**
 * One field or parameter that a diagnosis is about, so that an editor can find it. A place is given only where the
 * value stands there, or, for one that is missing, its parent: follow the path as far as it goes.
 */
export interface DiagnosisField {
  /** As the server or the catalog names it. */
  readonly name: string;
  /** What is wrong with it; may be empty. */
  readonly message: string;
  /** Where it is, or belongs, in the JSON body that was sent: names and indexes from the root. */
  readonly sent?: JsonPath;
  /** Where the answer's JSON body speaks of it. */
  readonly received?: JsonPath;
  /** Decoded name of the query parameter. */
  readonly query?: string;
  /** Decoded name of the field in a form or a multipart body, e.g. `rfi[subject]`. */
  readonly form?: string;
  /** Name of the request header, in lower case. */
  readonly header?: string;
  /** Of a body that is no JSON: where reading it stopped, from 1, columns in UTF-16 units. */
  readonly position?: { readonly line: number; readonly column: number };
}
