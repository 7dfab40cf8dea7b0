/** Keys in `workspaceState`: what this workspace has chosen. Never a token or a secret. */
export const workspaceKey = {
  environment: 'procore.environment',
  company: (environment: string): string => `procore.company.${environment}`,
  /** Id and label of the account that requests of an environment used last. */
  account: (environment: string): string => `procore.account.${environment}`,
  project: (environment: string): string => `procore.project.${environment}`,
  /** Section of the environment files that requests of an environment read. */
  variables: (environment: string): string => `procore.variables.${environment}`,
  /** Namespace of the hooks that API v2.0 lists in an environment. */
  webhookNamespace: (environment: string): string => `procore.webhookNamespace.${environment}`,
  /** Where the request stood that was sent last. */
  lastRequest: 'procore.lastRequest',
  /** Requests whose lists were read in part, and how far. */
  stoppedLists: 'procore.stoppedLists',
} as const;

/** Keys in `globalState`: what this user has chosen. Never a token or a secret. */
export const globalKey = {
  /** Client id of the app in use for an environment. */
  app: (environment: string): string => `procore.app.${environment}`,
} as const;

/** Keys in SecretStorage, the only place for tokens and client secrets. */
export const secretKey = {
  /** Which keys there are, for editors that cannot list them. */
  index: 'procore.keys',
  /** Followed by a session's id. */
  sessions: 'procore.session.',
  /** Followed by an environment, a slash and the client id of an app. */
  apps: 'procore.app.',
} as const;
