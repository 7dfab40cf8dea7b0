/** Keys in `workspaceState`: what this workspace has chosen. Never a token or a secret. */
export const workspaceKey = {
  environment: 'procore.environment',
  company: (environment: string): string => `procore.company.${environment}`,
} as const;

/** Keys in SecretStorage, the only place for tokens and client secrets. */
export const secretKey = {
  /** Which keys there are, for editors that cannot list them. */
  index: 'procore.keys',
  /** Followed by a session's id. */
  sessions: 'procore.session.',
  /** Client id and secret of the app for an environment. */
  client: (environment: string): string => `procore.client.${environment}`,
} as const;
