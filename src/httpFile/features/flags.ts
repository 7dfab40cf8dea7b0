import { camelCase } from '../camelCase.ts';

/** A flag that means something here, as people write it in a comment above the request line. */
export interface KnownFlag {
  /** In camel case. */
  readonly name: string;
  /** With its value, e.g. `@company 1234`. */
  readonly form: string;
  readonly does: string;
}

/** For completion and hovers; other flags are kept, but mean nothing here. */
export const knownFlags: readonly KnownFlag[] = [
  {
    name: 'name',
    form: '@name listProjects',
    does: 'Names the request, so that others can read its answer: {{listProjects.response.body.$[0].id}}.',
  },
  {
    name: 'allPages',
    form: '@allPages',
    does: 'Reads every page of a list into one answer, within the rate limits.',
  },
  {
    name: 'company',
    form: '@company 1234',
    does: 'Sends this company in Procore-Company-Id, whatever company is chosen.',
  },
  { name: 'env', form: '@env sandbox', does: 'Sends to this environment, whatever environment is active.' },
  { name: 'note', form: '@note', does: 'Asks before the request is sent.' },
  {
    name: 'prompt',
    form: '@prompt dueDate When it is due',
    does: 'Asks for the value of a variable before the request is sent; hidden where it is called password.',
  },
  {
    name: 'timeout',
    form: '@timeout 30 s',
    does: 'Gives up after this time: a number with ms, s or m, seconds without.',
  },
  { name: 'noRedirect', form: '@no-redirect', does: 'Shows a redirect instead of following it.' },
  {
    name: 'ref',
    form: '@ref listProjects',
    does: 'Sends the request of that name first, where it has no answer yet.',
  },
  {
    name: 'forceRef',
    form: '@forceRef listProjects',
    does: 'Sends the request of that name first, each time.',
  },
  {
    name: 'disabled',
    form: '@disabled',
    does: 'Leaves the request out where all requests of a file are run.',
  },
  {
    name: 'noGqlParsing',
    form: '@no-gql-parsing',
    does: 'Sends a body that begins like a GraphQL query as the text it is.',
  },
  {
    name: 'noCookieJar',
    form: '@no-cookie-jar',
    does: 'Keeps no cookies. There is no cookie jar here anyway: only a Cookie header that is written is sent.',
  },
];

/** The flag of that name, in camel case or as written with dashes; `undefined` where it means nothing here. */
export function knownFlag(name: string): KnownFlag | undefined {
  const wanted = camelCase(name);
  return knownFlags.find(flag => flag.name === wanted);
}
