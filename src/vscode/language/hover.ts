import * as vscode from 'vscode';
import type { HttpFile, RequestNode } from '../../httpFile/syntax.ts';
import type { ValueLayer } from '../../httpFile/values.ts';
import type { Authentication } from '../auth/register.ts';
import type { Environments } from '../environments/environments.ts';
import { markdownOf } from '../markdown.ts';
import { requestDestination } from '../requests/requestDestination.ts';
import { requestEnvironment } from '../requests/requestEnvironment.ts';
import { requestKeys } from '../requests/requestKeys.ts';
import type { SentRequests } from '../requests/sentRequests.ts';
import { localWording } from '../wording.ts';
import { type Documents, httpSelector } from './documents.ts';
import type { LayerSource } from './featureContext.ts';
import { type Destination, hoverParts } from './hoverModel.ts';

/** On a request line: why it failed and what to do, and where it goes and as whom. */
export function registerRequestHover(parts: {
  readonly documents: Documents;
  readonly environments: Environments;
  readonly authentication: Pick<Authentication, 'account'>;
  readonly sent: SentRequests;
  readonly layers?: LayerSource;
}): vscode.Disposable {
  const { documents, environments, authentication, sent, layers: source } = parts;

  async function destinationOf(
    file: HttpFile,
    request: RequestNode,
    layers: readonly ValueLayer[],
  ): Promise<Destination> {
    const active = environments.active();
    const result = requestEnvironment(file, request, environments.all(), active, layers);
    const environment = result.kind === 'found' ? result.environment : active;
    const account = await authentication.account(environment.name);
    const chosen = environments.company(environment.name);
    const goes = requestDestination(file, request, {
      environment,
      environments: environments.all(),
      company: chosen,
      layers,
    });
    const { companyId } = goes;
    return {
      restricted: !vscode.workspace.isTrusted,
      environmentTitle: goes.environment?.title,
      host: goes.host,
      withToken: goes.withToken,
      company:
        companyId === undefined
          ? undefined
          : { id: companyId, name: companyId === chosen?.id ? chosen.name : undefined },
      account: account && {
        label: account.label,
        environment: environment.name,
        minutesLeft: minutesUntil(account.expiresAt),
        ended: account.ended,
      },
    };
  }

  return vscode.languages.registerHoverProvider(httpSelector, {
    async provideHover(document, position) {
      const file = documents.shown(document);
      if (file === undefined) return undefined;
      const offset = document.offsetAt(position);
      for (const [key, request] of requestKeys(file)) {
        const { start, end } = request.requestLine;
        if (offset < start || offset > end) continue;
        const destination = await destinationOf(file, request, source?.of(document) ?? []);
        const parts = hoverParts(sent.get(document.uri.toString(), key), destination, localWording);
        return new vscode.Hover(
          markdownOf(parts),
          new vscode.Range(document.positionAt(start), document.positionAt(end)),
        );
      }
      return undefined;
    },
  });
}

function minutesUntil(time: number | undefined): number | undefined {
  return time === undefined ? undefined : Math.max(0, Math.round((time - Date.now()) / 60000));
}
