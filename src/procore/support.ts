/** How sure a fact about Procore is: it says so itself, somebody saw it, it follows from the product used, nobody knows. */
export type Certainty = 'doc' | 'live' | 'inferred' | 'assumed';

/** Who answers questions about the API, and when. Source: FAQ, "What are the hours for API Support?" [doc]. */
export const apiSupport = {
  mail: 'apisupport@procore.com',
  hours: 'Monday to Friday, 8 am to 5 pm Pacific Time',
  source: "Procore's FAQ",
  certainty: 'doc' satisfies Certainty,
} as const;

/**
 * Procore's status page. Its address is Procore's own [doc, "Troubleshooting"]. It is an Atlassian Statuspage, so
 * it answers that product's JSON [inferred]; the component of the API has this id and name [live, 2026-10].
 */
export const statusPage = {
  url: 'https://status.procore.com',
  summaryUrl: 'https://status.procore.com/api/v2/summary.json',
  apiComponent: { id: '47gjht5rzqch', name: 'API Gateway' },
  webhooksComponent: { name: 'Webhooks' },
} as const;
