import * as vscode from 'vscode';
import type { Catalogs } from '../catalog/catalogs.ts';
import type { Environments } from '../environments/environments.ts';
import type { OperationRuns } from '../operations/operationRuns.ts';
import { type SentRequests, succeeded } from '../requests/sentRequests.ts';
import { answerText, toldOf } from './answerText.ts';
import { capped } from './capped.ts';
import type { ExplainInput } from './explainText.ts';
import { requestOfInput, type SendInput } from './requestOfInput.ts';
import { type SearchInput, searchOperations } from './searchOperations.ts';

interface ToolParts {
  readonly catalogs: Pick<Catalogs, 'load'>;
  readonly environments: Pick<Environments, 'active'>;
  readonly runs: Pick<OperationRuns, 'send'>;
  readonly sent: Pick<SentRequests, 'list'>;
}

/**
 * What a language model of the editor may use: search the operations, send a request, explain a failure. Registered
 * where the editor has tools; older ones and forks do without. Reading is free in a trusted workspace; before a write
 * the user is asked by the same question as everywhere, and nothing else answers it.
 */
export function registerLanguageModelTools(parts: ToolParts): vscode.Disposable {
  const models: Partial<typeof vscode.lm> | undefined = vscode.lm;
  if (typeof models?.registerTool !== 'function') return new vscode.Disposable(() => {});
  return vscode.Disposable.from(
    vscode.lm.registerTool<SearchInput>('procore_searchOperations', searchTool(parts)),
    vscode.lm.registerTool<SendInput>('procore_sendRequest', sendTool(parts)),
    vscode.lm.registerTool<ExplainInput>('procore_explainError', explainTool(parts)),
  );
}

function searchTool({ catalogs }: ToolParts): vscode.LanguageModelTool<SearchInput> {
  return {
    prepareInvocation: () => ({ invocationMessage: vscode.l10n.t("Searching Procore's operations") }),
    invoke: async ({ input }) => result(searchOperations(await catalogs.load(), input)),
  };
}

function sendTool({ environments, runs }: ToolParts): vscode.LanguageModelTool<SendInput> {
  return {
    prepareInvocation({ input }) {
      const request = requestOfInput(input);
      if ('problem' in request) return undefined;
      // A path is text of the model's: as plain text it can be no link.
      return {
        invocationMessage: vscode.l10n.t('Sending {0} to {1}', request.title, environments.active().title),
      };
    },
    async invoke({ input }, token) {
      if (!vscode.workspace.isTrusted)
        return result(
          'Nothing is sent in Restricted Mode, and no token is used. The user has to trust the folder.',
        );
      const request = requestOfInput(input);
      if ('problem' in request) return result(`Not sent: ${request.problem}`);
      const stop = new AbortController();
      const cancelling = token.onCancellationRequested(() => stop.abort());
      try {
        const exchange = await runs.send(request.title, request.text, { quiet: true, signal: stop.signal });
        return result(answerText(exchange));
      } catch (error) {
        if (error instanceof vscode.CancellationError) return result('Not sent: the user gave it up.');
        throw error;
      } finally {
        cancelling.dispose();
      }
    },
  };
}

function explainTool({ catalogs, sent }: ToolParts): vscode.LanguageModelTool<ExplainInput> {
  return {
    prepareInvocation: () => ({ invocationMessage: vscode.l10n.t('Explaining the error') }),
    async invoke({ input }) {
      if (typeof input.url === 'string') {
        const { explainText } = await import('./explainText.ts');
        return result(explainText(input, await catalogs.load().catch(() => undefined)));
      }
      const failed = sent.list().find(({ exchange }) => exchange !== undefined && !succeeded(exchange));
      if (failed?.exchange === undefined)
        return result('No request failed in this window lately. Give method, url, status and body of one.');
      const { request, response, diagnoses } = failed.exchange;
      const told = { request: `${request.method} ${request.url}`, status: response?.status ?? null };
      return result(capped(JSON.stringify({ ...told, diagnoses: diagnoses.map(toldOf) })));
    },
  };
}

function result(text: string): vscode.LanguageModelToolResult {
  return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
}
