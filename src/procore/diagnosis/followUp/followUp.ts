/** One GET that helps to tell causes apart. Its address holds ids of the request only, or of an earlier check. */
export interface FollowUp {
  readonly asks: FollowUpQuestion;
  /** Path and query. `/oauth/…` goes to the login host, all else to the API host. */
  readonly path: string;
  /** Sent as `Procore-Company-Id`; `undefined`: the call needs none. */
  readonly companyId: string | undefined;
  /** Whether rows of later pages count. */
  readonly wholeList: boolean;
}

/**
 * `tools`, `toolList`: the tools of the project, with the account's level or without. `permissions`: the levels in
 * the company's tools. `projects`, `otherCompany`: whether the project is one of the company, or of another.
 * `companies`: what the account sees. `list`: the list that the record should stand in. `me`, `token`: who it is.
 */
export type FollowUpQuestion =
  | 'tools'
  | 'toolList'
  | 'permissions'
  | 'projects'
  | 'otherCompany'
  | 'companies'
  | 'list'
  | 'me'
  | 'token';

/** What came of it. A refusal is an answer, too. */
export interface FollowUpAnswer {
  readonly followUp: FollowUp;
  /** `null`: nothing came back, and `error` says why. */
  readonly status: number | null;
  readonly body: string;
  readonly error: string | undefined;
  /** No page of it is missing. */
  readonly whole: boolean;
}
