import type { NodeState } from './node.ts';

/** What a person can do about a state with one step. */
export type NodeAction =
  | 'manageTrust'
  | 'signIn'
  | 'startSimulator'
  | 'switchEnvironment'
  | 'enterCompany'
  | 'openAppManagement'
  | 'searchProjects'
  | 'retry'
  | 'findCause';

/** What the editor's `l10n` does. */
interface Localizer {
  t(message: string, ...values: (string | number)[]): string;
}

/** Every text of the Projects view that is not the account's own. */
export interface Texts {
  readonly chosen: () => string;
  readonly writesAsk: () => string;
  readonly searched: (text: string) => string;
  readonly companyId: (id: string) => string;
  readonly projectId: (id: string) => string;
  readonly recordId: (id: string) => string;
  readonly inactive: () => string;
  /** What a company or a project has beside tools. */
  readonly beside: (ofCompany: boolean) => string;
  readonly off: () => string;
  readonly level: (level: string) => string;
  readonly tool: (engineName: string) => string;
  readonly loadMore: () => string;
  readonly showInactive: () => string;
  readonly loading: () => string;
  readonly some: (read: number) => string;
  readonly someOf: (read: number, total: number) => string;
  readonly unreadable: () => string;
  readonly unmatched: (name: string) => string;
  /**
   * What it means that a company has no projects for an account. Source: Procore's pages "Troubleshooting" (an empty
   * answer) and "Service accounts", permitted projects [doc].
   */
  readonly whyNoProject: () => readonly string[];
  /** Source: Procore's page "Troubleshooting", Tool disabled [doc]. */
  readonly whyToolOff: () => readonly string[];
  readonly state: (state: Exclude<NodeState, 'unmatched'>) => string;
  readonly action: (action: NodeAction) => string;
  readonly doIt: (action: string) => string;
}

/** In the language of `l10n`; figures as `language` writes them. */
export function createTexts(l10n: Localizer, language: string): Texts {
  const figure = (value: number) => value.toLocaleString(language);
  const states: Readonly<Record<Exclude<NodeState, 'unmatched'>, () => string>> = {
    restricted: () => l10n.t('Nothing is read in Restricted Mode'),
    signedOut: () => l10n.t('Not signed in'),
    simulatorStopped: () => l10n.t('The simulator is not running'),
    noCompany: () => l10n.t('This account is in no company'),
    companyNeeded: () => l10n.t('A service account needs the ID of its company'),
    notConnected: () => l10n.t('The app is not connected to this company'),
    toolOff: () => l10n.t('The tool is turned off in this project'),
    offline: () => l10n.t('No answer'),
    empty: () => l10n.t('Nothing here'),
    noActiveProject: () => l10n.t('No active project'),
    noProject: () => l10n.t('No project'),
    refused: () => l10n.t('Refused'),
    cancelled: () => l10n.t('Stopped'),
  };
  const actions: Readonly<Record<NodeAction, () => string>> = {
    manageTrust: () => l10n.t('Manage Workspace Trust'),
    signIn: () => l10n.t('Sign In'),
    startSimulator: () => l10n.t('Start Simulator'),
    switchEnvironment: () => l10n.t('Switch Environment'),
    enterCompany: () => l10n.t('Enter Company ID'),
    openAppManagement: () => l10n.t('Open App Management'),
    searchProjects: () => l10n.t('Search Projects'),
    retry: () => l10n.t('Try Again'),
    findCause: () => l10n.t('Find the Cause'),
  };
  return {
    chosen: () => l10n.t('in use'),
    writesAsk: () => l10n.t('Writes ask before they are sent.'),
    searched: text => l10n.t('only "{0}"', text),
    companyId: id => l10n.t('Company ID {0}', id),
    projectId: id => l10n.t('Project ID {0}', id),
    recordId: id => l10n.t('ID {0}', id),
    inactive: () => l10n.t('inactive'),
    beside: ofCompany => (ofCompany ? l10n.t('Company level') : l10n.t('Other resources')),
    off: () => l10n.t('off'),
    level: level => l10n.t('your level: {0}', level),
    tool: engineName => l10n.t('In the API: {0}', engineName),
    loadMore: () => l10n.t('Load more'),
    showInactive: () => l10n.t('Show inactive projects'),
    loading: () => l10n.t('Loading'),
    some: read => l10n.t('{0} so far', figure(read)),
    someOf: (read, total) => l10n.t('{0} of {1}', figure(read), figure(total)),
    unreadable: () => l10n.t('The answer is no list'),
    whyNoProject: () => [
      l10n.t(
        'The company has none, or this account is in none of them: Procore answers both alike. Whoever manages the directory of a project can add the account to it.',
      ),
      l10n.t(
        'A service account sees only the projects that are permitted to it, and each update of its app empties that list.',
      ),
    ],
    whyToolOff: () => [
      l10n.t("The project's list of tools has it turned off, whatever the permissions are."),
      l10n.t('A project administrator can turn it on: Project Admin > Tools.'),
    ],
    unmatched: name => l10n.t('No project has "{0}" in its name', name),
    state: state => states[state](),
    action: action => actions[action](),
    doIt: action => l10n.t('Enter or click: {0}', action),
  };
}
