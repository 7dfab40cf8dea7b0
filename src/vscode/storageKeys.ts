/** Keys in `workspaceState`: what this workspace has chosen. Never a token or a secret. */
export const workspaceKey = {
  environment: 'procore.environment',
  company: (environment: string): string => `procore.company.${environment}`,
} as const;
