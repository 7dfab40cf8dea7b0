import type { DiagnosisAction, DiagnosisActionKind } from '../../procore/diagnosis/actions.ts';
import type { Diagnosis } from '../../procore/diagnosis/diagnosis.ts';
import type { Exchange } from '../../runner/exchange.ts';
import { visibleLine } from '../../runner/visibleText.ts';
import { commandId } from '../commandIds.ts';
import { l10n } from '../l10n.ts';

/** Something that can be done about a failed request, as it is offered. */
export interface Remedy {
  readonly action: DiagnosisAction;
  /** What a person reads; plain text. */
  readonly title: string;
  /** The diagnosis that offers it. */
  readonly diagnosis: Diagnosis;
  /** Which of the actions of its kind in the exchange, from 0: how a command finds it again. */
  readonly nth: number;
}

/** The command behind each kind; the manifest has a menu entry for each. */
export const remedyCommands: Readonly<Record<DiagnosisActionKind, string>> = {
  signIn: commandId.remedySignIn,
  switchEnvironment: commandId.remedySwitchEnvironment,
  addCompanyHeader: commandId.remedyAddCompanyHeader,
  chooseCompany: commandId.remedyChooseCompany,
  getAllPages: commandId.remedyGetAllPages,
  waitAndResend: commandId.remedyWaitAndResend,
  addContentType: commandId.remedyAddContentType,
  fixFilter: commandId.remedyFixFilter,
  removeParameters: commandId.remedyRemoveParameters,
  addParameter: commandId.remedyAddParameter,
  keepEntries: commandId.remedyKeepEntries,
  useVersion: commandId.remedyUseVersion,
  useMethod: commandId.remedyUseMethod,
  usePath: commandId.remedyUsePath,
  removeAuthorization: commandId.remedyRemoveAuthorization,
  raiseTimeout: commandId.remedyRaiseTimeout,
  changeCredentials: commandId.remedyChangeCredentials,
  openPortal: commandId.remedyOpenPortal,
  openAppManagement: commandId.remedyOpenAppManagement,
  openRecord: commandId.remedyOpenRecord,
  enableTool: commandId.remedyEnableTool,
  findCause: commandId.findCause,
  read: commandId.remedyRead,
  showDeliveries: commandId.remedyShowDeliveries,
  checkServiceStatus: commandId.remedyCheckServiceStatus,
  copySupportReport: commandId.copySupportReport,
  uploadAgain: commandId.remedyUploadAgain,
  openSetting: commandId.remedyOpenSetting,
  startSimulator: commandId.remedyStartSimulator,
};

/** What a kind is called where nothing of an answer may be shown, as in the text of a link. */
export const kindTitles: Readonly<Record<DiagnosisActionKind, string>> = {
  signIn: 'Sign In Again',
  switchEnvironment: 'Switch Environment',
  addCompanyHeader: 'Write the Company',
  chooseCompany: 'Choose a Company',
  getAllPages: 'Get All Pages',
  waitAndResend: 'Wait and Send Again',
  addContentType: 'Add the Content Type',
  fixFilter: 'Mend the Filter',
  removeParameters: 'Remove Parameters',
  addParameter: 'Add the Missing Parameter',
  keepEntries: 'Keep Only the Refused Entries',
  useVersion: 'Use the Version That Exists',
  useMethod: 'Use Another Method',
  usePath: 'Use a Path That Exists',
  removeAuthorization: 'Remove the Authorization Header',
  raiseTimeout: 'Give It More Time',
  changeCredentials: 'Change App Credentials',
  openPortal: 'Open the Developer Portal',
  openAppManagement: 'Open App Management',
  openRecord: 'Open in Procore',
  enableTool: 'Turn On the Tool in Procore',
  findCause: 'Find the Cause',
  read: 'Read More',
  showDeliveries: 'Show Deliveries',
  checkServiceStatus: 'Check Service Status',
  copySupportReport: 'Copy Support Report',
  uploadAgain: 'Upload the File Again',
  openSetting: 'Open the Setting',
  startSimulator: 'Start the Simulator',
};

/** What only an edit can do is not offered where there is nothing to edit any more. */
export const editsOnly: ReadonlySet<string> = new Set([
  'addContentType',
  'fixFilter',
  'removeParameters',
  'addParameter',
  'keepEntries',
  'useVersion',
  'useMethod',
  'usePath',
  'removeAuthorization',
  'raiseTimeout',
]);

/** A light bulb with more would not be read. */
export const mostOffered = 10;

/** All remedies of an exchange, those of its first diagnosis first, each once. */
export function remediesOf({ diagnoses }: Pick<Exchange, 'diagnoses'>): readonly Remedy[] {
  const counts = new Map<DiagnosisActionKind, number>();
  const seen = new Set<string>();
  const remedies: Remedy[] = [];
  for (const diagnosis of diagnoses)
    for (const action of diagnosis.actions) {
      const nth = counts.get(action.kind) ?? 0;
      counts.set(action.kind, nth + 1);
      const title = remedyTitle(action);
      // Two that read alike would do alike, as far as a person can tell.
      if (seen.has(title)) continue;
      seen.add(title);
      remedies.push({ action, title, diagnosis, nth });
    }
  return remedies;
}

/** The remedy that a command names; `undefined` where the exchange has it no more. */
export function remedyAt(
  { diagnoses }: Pick<Exchange, 'diagnoses'>,
  kind: string,
  nth: number,
): Remedy | undefined {
  const found = diagnoses
    .flatMap(diagnosis => diagnosis.actions.map(action => ({ action, diagnosis })))
    .filter(({ action }) => action.kind === kind)[nth];
  return found && { ...found, title: remedyTitle(found.action), nth };
}

/** What an action is called where it is offered: one line of plain text. */
export function remedyTitle(action: DiagnosisAction): string {
  const line = visibleLine(titleOf(action));
  return line.length > longestTitle ? `${line.slice(0, longestTitle - 1)}…` : line;
}

const longestTitle = 100;

function titleOf(action: DiagnosisAction): string {
  switch (action.kind) {
    case 'signIn':
      return l10n.t('Sign In Again');
    case 'switchEnvironment':
      return action.to === undefined ? l10n.t('Switch Environment...') : l10n.t('Switch to {0}', action.to);
    case 'addCompanyHeader':
      return action.companyId === undefined
        ? l10n.t('Choose a Company...')
        : l10n.t('Write # @company {0} into the Request', action.companyId);
    case 'chooseCompany':
      return l10n.t('Choose a Company...');
    case 'getAllPages':
      return l10n.t('Get All Pages');
    case 'waitAndResend':
      return l10n.t('Wait and Send Again');
    case 'addContentType':
      return l10n.t('Add Content-Type: {0}', action.value);
    case 'fixFilter':
      return l10n.t('Write {0} for {1}', action.to, action.from);
    case 'removeParameters':
      return removalTitle(action.names);
    case 'addParameter':
      return action.in === 'query'
        ? l10n.t('Add {0} to the Address', action.name)
        : l10n.t('Add {0} to the Body', action.name);
    case 'keepEntries':
      return action.indexes.length === 1
        ? l10n.t('Keep Only the Refused Entry')
        : l10n.t('Keep Only the {0} Refused Entries', action.indexes.length);
    case 'useVersion':
      return l10n.t('Use {0}', action.prefix?.to ?? action.path);
    case 'useMethod':
      return l10n.t('Use {0}', action.method);
    case 'usePath':
      return l10n.t('Use {0}', `${action.method} ${action.path}`);
    case 'removeAuthorization':
      return l10n.t('Remove the Authorization Header');
    case 'raiseTimeout':
      return l10n.t('Write # @timeout {0}', action.seconds);
    case 'changeCredentials':
      return l10n.t('Change App Credentials...');
    case 'openPortal':
      return l10n.t('Open the Developer Portal');
    case 'openAppManagement':
      return l10n.t('Open App Management');
    case 'openRecord':
      return l10n.t('Open in Procore');
    case 'enableTool':
      return l10n.t('Turn On {0} in Procore', action.tool);
    case 'findCause':
      return l10n.t('Find the Cause');
    case 'read':
      return readTitle(action.what);
    case 'showDeliveries':
      return l10n.t('Show the Deliveries of Hook {0}', action.hookId);
    case 'checkServiceStatus':
      return l10n.t('Check Service Status');
    case 'copySupportReport':
      return l10n.t('Copy Support Report');
    case 'uploadAgain':
      return l10n.t('Upload the File Again...');
    case 'openSetting':
      return l10n.t('Open the Setting {0}', action.id);
    case 'startSimulator':
      return l10n.t('Start the Simulator');
  }
}

function removalTitle(names: readonly string[]): string {
  const [first = '', second] = names;
  if (names.length > 2) return l10n.t('Remove {0} Parameters', names.length);
  return second === undefined ? l10n.t('Remove {0}', first) : l10n.t('Remove {0} and {1}', first, second);
}

function readTitle(what: Extract<DiagnosisAction, { kind: 'read' }>['what']): string {
  switch (what) {
    case 'companies':
      return l10n.t('Read the List of Companies');
    case 'deliveries':
      return l10n.t('Read the Deliveries');
    case 'hooks':
      return l10n.t('Read the Hooks');
    case 'list':
      return l10n.t('Read the List');
    case 'projects':
      return l10n.t('Read the List of Projects');
    case 'record':
      return l10n.t('Read the Record');
    case 'triggers':
      return l10n.t('Read the Triggers');
  }
}
