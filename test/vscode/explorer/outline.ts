import { loadBundledCatalog } from '../../../src/procore/catalog/bundled.ts';
import { simulatorEnvironment } from '../../../src/procore/environments.ts';
import { resourcesOf } from '../../../src/procore/explorer/resources.ts';
import type { PageMark } from '../../../src/procore/listBody.ts';
import type { Exchange } from '../../../src/runner/exchange.ts';
import { createExplorer, type Explorer, type Session } from '../../../src/vscode/explorer/explorer.ts';
import type { ExplorerNode } from '../../../src/vscode/explorer/node.ts';
import { nodeRow, type Surroundings } from '../../../src/vscode/explorer/nodeRow.ts';
import type { Question } from '../../../src/vscode/explorer/question.ts';
import { createTexts } from '../../../src/vscode/explorer/texts.ts';
import { sampleExchange } from '../../support/sampleExchange.ts';

export const texts = createTexts(
  { t: (message, ...values) => message.replaceAll(/\{(\d)\}/g, (_, at) => String(values[Number(at)])) },
  'en-US',
);

export const simulator = simulatorEnvironment('http://127.0.0.1:27570');
export const ana: Session = { environment: 'simulator', owner: 'host', account: 'Ana', state: undefined };

export const around: Surroundings = {
  environment: simulator,
  companyId: undefined,
  projectId: undefined,
  hasInner: () => false,
  isReading: () => false,
  searched: () => undefined,
};

type Answer = (question: Question, mark: PageMark, signal: AbortSignal) => Exchange | Promise<Exchange>;

/** An explorer over answers that the test gives, with a list of what was asked, in order. */
export function explorerOver(answer: Answer): {
  readonly explorer: Explorer;
  readonly asked: string[];
  readonly changed: (string | undefined)[];
  readonly busy: number[];
} {
  const asked: string[] = [];
  const changed: (string | undefined)[] = [];
  const busy: number[] = [];
  const explorer = createExplorer({
    ask: async (question, mark, environment, signal) => {
      asked.push(`${environment} ${question.target} ${mark['page'] ?? ''}`.trim());
      return answer(question, mark, signal);
    },
    resources: async () => resourcesOf(await loadBundledCatalog()),
    onChange: node => changed.push(node?.id),
    onBusy: count => busy.push(count),
  });
  explorer.show(ana);
  return { explorer, asked, changed, busy };
}

/** A 200 with these rows, one page of `total`. */
export function rowsAnswer(rows: readonly unknown[], page?: { total: number; hasNext: boolean }): Exchange {
  return sampleExchange({
    response: {
      status: 200,
      statusText: 'OK',
      headers: {},
      bodyBytes: 1,
      body: JSON.stringify(rows),
    },
    pagination: {
      page: null,
      perPage: null,
      total: page?.total ?? rows.length,
      hasNext: page?.hasNext ?? false,
      pagesRead: 1,
      rowsRead: rows.length,
    },
  });
}

/** The row of a node as a line of text. */
export function line(node: ExplorerNode, changes: Partial<Surroundings> = {}): string {
  const { label, description, context } = nodeRow(node, { ...around, ...changes }, texts);
  return [label, description, context].filter(text => text !== '').join(' | ');
}
