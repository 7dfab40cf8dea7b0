import type { Environment } from '../procore/environments.ts';

export interface EnvironmentStatus {
  readonly text: string;
  readonly tooltip: string;
  readonly spoken: string;
  /** Writes ask first here, so the colour warns. */
  readonly warns: boolean;
}

/** What the status bar says of the active environment, its company and account. */
export function environmentStatus(
  environment: Environment,
  company: { readonly id: string; readonly name: string } | undefined,
  account: string | undefined,
): EnvironmentStatus {
  const icon = environment.production
    ? '$(shield)'
    : environment.name === 'simulator'
      ? '$(beaker)'
      : '$(globe)';
  const where =
    company === undefined ? environment.title : `${environment.title} · ${shortened(company.name)}`;
  const lines = [
    `Procore environment: ${environment.title} (${new URL(environment.apiUrl).host})`,
    account === undefined ? 'Not signed in' : `Account: ${account}`,
    company === undefined ? 'No company chosen' : `Company: ${company.name} (${company.id})`,
    ...(environment.production ? ['Writes ask before they are sent.'] : []),
    'Click to switch.',
  ];
  return {
    text: `${icon} ${withoutIcons(where)}`,
    tooltip: lines.join('\n'),
    spoken: `Procore environment ${where}`,
    warns: environment.production,
  };
}

function shortened(name: string): string {
  return name.length > 24 ? `${name.slice(0, 23)}…` : name;
}

/** The status bar reads `$(name)` as an icon; a company's name is only text. */
function withoutIcons(text: string): string {
  return text.replaceAll('$(', '$\u200B(');
}
