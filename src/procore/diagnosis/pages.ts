const content = 'https://developers.procore.com/documentation/content/';

/** Pages of Procore's documentation that the cases send people to. */
export const page = {
  authorizationCodeFlow: `${content}oauth-auth-grant-flow`,
  chooseGrant: `${content}oauth-choose-grant-type`,
  createApp: `${content}building-apps-create-new`,
  environments: `${content}development-environments`,
  errors: `${content}error-reference`,
  filtering: `${content}filtering-on-list-actions`,
  installing: `${content}building-apps-install-arch`,
  oauthEndpoints: `${content}oauth-endpoints`,
  oauthKeys: `${content}oauth-keys`,
  pagination: `${content}pagination`,
  rateLimits: `${content}rate-limiting`,
  regions: `${content}tutorial-mpz`,
  requests: `${content}restful-api-concepts`,
  serviceAccounts: `${content}developer-managed-service-accounts`,
  syncActions: `${content}using-sync-actions`,
  troubleshooting: `${content}troubleshooting`,
  uploads: `${content}tutorial-uploads`,
  userPermissions: `${content}tutorial-user-permissions`,
  versions: 'https://developers.procore.com/reference/rest/docs/rest-api-overview',
  webhooks: `${content}webhooks`,
  webhooksApi: `${content}webhooks-api`,
} as const;
