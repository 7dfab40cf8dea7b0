import type { DiagnosisId } from '../../procore/diagnosis/diagnosis.ts';
import type { Exchange } from '../../runner/exchange.ts';
import type { ExplorerNode, NodeState, StateNode } from './node.ts';

/** A row that says a state below `above`. */
export function stateNode(
  state: NodeState,
  { id, environment }: Pick<ExplorerNode, 'id' | 'environment'>,
  { exchange, message }: { readonly exchange?: Exchange; readonly message?: string } = {},
): StateNode {
  return {
    kind: 'state',
    id: `${id}/?${state}`,
    parentId: id,
    label: '',
    environment,
    state,
    exchange,
    message,
  };
}

const states: Readonly<Partial<Record<DiagnosisId, NodeState>>> = {
  'app-not-connected': 'notConnected',
  'not-signed-in': 'signedOut',
  'access-token-invalid': 'signedOut',
  'refresh-token-invalid': 'signedOut',
  'company-header-missing': 'companyNeeded',
  'network-unreachable': 'offline',
  'tls-error': 'offline',
  'proxy-error': 'offline',
  timeout: 'offline',
};

/**
 * What a list that could not be read says instead. Where the tool of `node` is off, a refusal says that rather than
 * a guess. Source: Procore's page "Troubleshooting", Tool disabled: 403 [doc]; for some tools 404 was seen [live].
 */
export function failureState(exchange: Exchange, node?: ExplorerNode): NodeState {
  if (exchange.error?.code === 'cancelled') return 'cancelled';
  const [first] = exchange.diagnoses;
  const known = first && states[first.id];
  if (known !== undefined) return known;
  const status = exchange.response?.status;
  const isOff = node?.kind === 'resource' && !node.isActive && (status === 403 || status === 404);
  return isOff ? 'toolOff' : 'refused';
}
