import type { SessionEnd } from '../../oauth/sessionRecord.ts';
import type { SessionGrant } from '../../oauth/sessionToken.ts';
import type { Environment } from '../../procore/environments.ts';
import { endedText } from '../auth/endedText.ts';
import { l10n } from '../l10n.ts';
import type { Wording } from '../responses/responseText.ts';

export interface EnvironmentStatus {
  readonly text: string;
  readonly tooltip: string;
  readonly spoken: string;
  /** Writes ask first here, so the colour warns. */
  readonly warns: boolean;
}

/** Who a request would be sent as. `expiresAt` is in milliseconds since 1970, `undefined` where not known. */
export interface AccountStatus {
  readonly label: string;
  readonly grant: SessionGrant;
  readonly expiresAt: number | undefined;
  /** `undefined`: alive. */
  readonly ended: SessionEnd | undefined;
}

/** What this workspace has chosen in an environment. */
export interface Chosen {
  readonly company?: Named | undefined;
  readonly project?: Named | undefined;
  /** Section of the environment files, where it is not the environment's own name. */
  readonly variables?: string | undefined;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** What the status bar says of the active environment, of what was chosen in it, and of the account. */
export function environmentStatus(
  environment: Environment,
  { company, project, variables }: Chosen,
  account: AccountStatus | undefined,
  wording: Pick<Wording, 'timeOf'>,
): EnvironmentStatus {
  const icon = environment.production
    ? '$(shield)'
    : environment.name === 'simulator'
      ? '$(beaker)'
      : '$(globe)';
  const place = project ?? company;
  const where = place === undefined ? environment.title : `${environment.title} · ${shortened(place.name)}`;
  const lines = [
    l10n.t('Procore environment: {0} ({1})', environment.title, new URL(environment.apiUrl).host),
    ...accountLines(environment.name, account, wording),
    company === undefined
      ? l10n.t('No company chosen')
      : l10n.t('Company: {0} ({1})', company.name, company.id),
    ...(project === undefined ? [] : [l10n.t('Project: {0} ({1})', project.name, project.id)]),
    l10n.t('Variables from environment files: {0}', variables ?? environment.name),
    ...(environment.production ? [l10n.t('Writes ask before they are sent.')] : []),
    l10n.t('Click to switch.'),
  ];
  const ended = account?.ended !== undefined;
  return {
    text: [icon, withoutIcons(where), ...(ended ? ['$(warning)', l10n.t('Session ended')] : [])].join(' '),
    tooltip: lines.join('\n'),
    spoken: ended
      ? l10n.t('Procore environment {0}, session ended', where)
      : l10n.t('Procore environment {0}', where),
    warns: environment.production,
  };
}

/** The times are the login host's: nothing here guesses how long a token lives. */
function accountLines(
  environment: string,
  account: AccountStatus | undefined,
  wording: Pick<Wording, 'timeOf'>,
): readonly string[] {
  if (account === undefined) return [l10n.t('Not signed in')];
  const { label, grant, expiresAt, ended } = account;
  if (ended !== undefined)
    return [
      l10n.t('Account: {0}', label),
      l10n.t('Its session has ended: {0}. Sign in again.', endedText(ended, environment)),
    ];
  if (expiresAt === undefined)
    return [l10n.t('Account: {0}', label), l10n.t('Token: the login host did not say how long it lives')];
  const until = wording.timeOf(new Date(expiresAt).toISOString());
  const then = grant === 'access_token' ? l10n.t('not renewed') : l10n.t('renewed by itself');
  return [
    l10n.t('Account: {0}', label),
    l10n.t('Token: valid until {0} as the login host said, {1}', until, then),
  ];
}

function shortened(name: string): string {
  return name.length > 24 ? `${name.slice(0, 23)}…` : name;
}

/** The status bar reads `$(name)` as an icon; a company's name is only text. */
function withoutIcons(text: string): string {
  return text.replaceAll('$(', '$\u200B(');
}
