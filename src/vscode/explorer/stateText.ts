import { canFindCause } from '../../procore/diagnosis/followUp/canFindCause.ts';
import { translatedDiagnosis } from '../l10n.ts';
import type { NodeState, StateNode } from './node.ts';
import type { NodeAction, Texts } from './texts.ts';

interface StateText {
  readonly label: string;
  readonly lines: readonly string[];
  /** Behind the label: the status of an answer. */
  readonly details: readonly string[];
  /** What a click or Enter does, behind that. */
  readonly action: string;
  readonly icon: string;
  readonly color?: string;
}

const icons: Readonly<Record<NodeState, readonly [icon: string, color?: string]>> = {
  restricted: ['workspace-untrusted'],
  signedOut: ['sign-in'],
  simulatorStopped: ['beaker'],
  noCompany: ['info'],
  companyNeeded: ['organization'],
  notConnected: ['plug', 'list.warningForeground'],
  toolOff: ['circle-slash', 'list.warningForeground'],
  offline: ['debug-disconnect', 'list.warningForeground'],
  empty: ['info'],
  noActiveProject: ['info'],
  noProject: ['info'],
  unmatched: ['search'],
  refused: ['error', 'list.errorForeground'],
  cancelled: ['circle-slash'],
};

/** What a state says: of a refusal the title of its diagnosis, and its cause and remedies for who looks closer. */
export function stateText(node: StateNode, texts: Texts): StateText {
  const { state, exchange, message } = node;
  const [first] = (exchange?.diagnoses ?? []).map(translatedDiagnosis);
  const [icon, color] = icons[state];
  const action = texts.action(actionOf(node));
  const status = exchange?.response;
  const refused =
    first?.title ??
    message ??
    exchange?.error?.message ??
    (status?.status === 200
      ? texts.unreadable()
      : `${status?.status ?? ''} ${status?.statusText ?? ''}`.trim());
  const label =
    state === 'refused'
      ? refused
      : state === 'unmatched'
        ? texts.unmatched(message ?? '')
        : texts.state(state);
  const told = first ? [first.title, first.cause, ...first.remedies] : [message ?? ''];
  const isAboutProjects = state === 'noActiveProject' || state === 'noProject';
  const why = isAboutProjects ? texts.whyNoProject() : state === 'toolOff' ? texts.whyToolOff() : told;
  return {
    label,
    icon,
    ...(color && { color }),
    details: state === 'refused' && status && status.status !== 200 ? [String(status.status)] : [],
    action,
    lines: [...(state === 'unmatched' ? [] : why.filter(line => line !== label)), texts.doIt(action)],
  };
}

/** The one thing that helps most. */
export function actionOf({ state, exchange }: StateNode): NodeAction {
  switch (state) {
    case 'restricted':
      return 'manageTrust';
    case 'signedOut':
      return 'signIn';
    case 'simulatorStopped':
      return 'startSimulator';
    case 'noCompany':
      return 'switchEnvironment';
    case 'companyNeeded':
      return 'enterCompany';
    case 'unmatched':
      return 'searchProjects';
    case 'notConnected':
      return 'openAppManagement';
    case 'refused':
      return exchange !== undefined && canFindCause(exchange.diagnoses) ? 'findCause' : 'retry';
    default:
      return 'retry';
  }
}
