/** What the editor itself knows, for `{{$procore...}}`: weaker than anything that a file says. */
export function hostValues(
  environment: string,
  company: { readonly id: string } | undefined,
): Readonly<Record<string, string>> {
  return {
    '$procore.environment': environment,
    ...(company === undefined ? {} : { '$procore.companyId': company.id }),
  };
}
