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

/** What a list that could not be read says instead. */
export function failureState(exchange: Exchange): NodeState {
  if (exchange.error?.code === 'cancelled') return 'cancelled';
  const [first] = exchange.diagnoses;
  return (first && states[first.id]) ?? 'refused';
}
