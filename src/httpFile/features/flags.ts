/** A flag that the runner knows, as people write it in a comment above the request line. */
export interface KnownFlag {
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
  { name: 'noRedirect', form: '@no-redirect', does: 'Shows a redirect instead of following it.' },
];

/** The flag of that name in camel case, or `undefined` where it means nothing here. */
export function knownFlag(name: string): KnownFlag | undefined {
  return knownFlags.find(flag => flag.name === name);
}
