import type { SessionEnd } from '../../oauth/sessionRecord.ts';
import type { SessionGrant } from '../../oauth/sessionToken.ts';
import type { Environment } from '../../procore/environments.ts';
import { endedText } from '../auth/endedText.ts';
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
    `Procore environment: ${environment.title} (${new URL(environment.apiUrl).host})`,
    ...accountLines(account, wording),
    company === undefined ? 'No company chosen' : `Company: ${company.name} (${company.id})`,
    ...(project === undefined ? [] : [`Project: ${project.name} (${project.id})`]),
    `Variables from environment files: ${variables ?? environment.name}`,
    ...(environment.production ? ['Writes ask before they are sent.'] : []),
    'Click to switch.',
  ];
  const ended = account?.ended === undefined ? '' : ' $(warning) Session ended';
  return {
    text: `${icon} ${withoutIcons(where)}${ended}`,
    tooltip: lines.join('\n'),
    spoken: `Procore environment ${where}${ended === '' ? '' : ', session ended'}`,
    warns: environment.production,
  };
}

/** The times are the login host's: nothing here guesses how long a token lives. */
function accountLines(
  account: AccountStatus | undefined,
  wording: Pick<Wording, 'timeOf'>,
): readonly string[] {
  if (account === undefined) return ['Not signed in'];
  const { label, grant, expiresAt, ended } = account;
  if (ended !== undefined)
    return [`Account: ${label}`, `Its session has ended: ${endedText(ended)}. Sign in again.`];
  if (expiresAt === undefined)
    return [`Account: ${label}`, 'Token: the login host did not say how long it lives'];
  const until = wording.timeOf(new Date(expiresAt).toISOString());
  const then = grant === 'access_token' ? 'not renewed' : 'renewed by itself';
  return [`Account: ${label}`, `Token: valid until ${until} as the login host said, ${then}`];
}

function shortened(name: string): string {
  return name.length > 24 ? `${name.slice(0, 23)}…` : name;
}

/** The status bar reads `$(name)` as an icon; a company's name is only text. */
function withoutIcons(text: string): string {
  return text.replaceAll('$(', '$\u200B(');
}
