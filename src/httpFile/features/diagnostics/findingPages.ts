import { page } from '../../../procore/diagnosis/pages.ts';

const pages: Readonly<Record<string, string>> = {
  'company-missing': page.regions,
  'company-not-chosen': page.regions,
  'host-other-environment': page.environments,
  'environment-unknown': page.environments,
  'path-other-version': page.versions,
  'path-deprecated': page.versions,
  'content-type-missing': page.requests,
  'header-misspelt': page.requests,
};

/** The page of Procore's documentation about a finding of that code, or `undefined`. */
export function pageOf(code: string): string | undefined {
  return Object.hasOwn(pages, code) ? pages[code] : undefined;
}
