import type * as vscode from 'vscode';
import { requestLabel } from '../../httpFile/features/symbols.ts';
import type { Authentication } from '../auth/register.ts';
import { commandId } from '../commandIds.ts';
import type { Environments } from '../environments/environments.ts';
import type { Documents } from '../language/documents.ts';
import { registerCommand } from '../report.ts';
import type { ReportDocuments } from '../responses/reportDocuments.ts';
import { responseName } from '../responses/responseName.ts';
import { requireTrust } from '../trust.ts';
import { chooseRequest } from './chosenRequest.ts';
import { previewText } from './previewText.ts';
import { namedEnvironment } from './requestEnvironment.ts';
import { keyOf } from './requestKeys.ts';
import type { Sender } from './sender.ts';
import type { SendPlans } from './sendPlans.ts';

/** The request as it would go out, in a read-only document beside. Sends nothing and asks nothing. */
export function registerPreviewRequest(parts: {
  readonly documents: Documents;
  readonly environments: Environments;
  readonly authentication: Pick<Authentication, 'account'>;
  readonly plans: SendPlans;
  readonly sender: Sender;
  readonly reports: ReportDocuments;
  readonly log: vscode.LogOutputChannel;
}): vscode.Disposable {
  const { documents, environments, authentication, plans, sender, reports, log } = parts;
  return registerCommand(log, commandId.previewRequest, async (...parameters) => {
    if (!(await requireTrust())) return;
    const chosen = await chooseRequest(documents, parameters);
    const { file, request, key } = chosen;
    const document = chosen.document.uri;
    const { environment, outside } = await plans.of(chosen);
    const preview = await sender.preview({ file, request, document, environment, outside });
    const goesTo = preview.destination ?? environment;
    const company = environments.company(environment.name);
    const section = namedEnvironment(file, request) ?? environments.active().name;
    const account = await authentication.account(environment.name).catch(() => undefined);
    const label = requestLabel(request);
    const url = preview.request?.url ?? '';
    await reports.show(
      {
        id: `preview ${document} ${key}`,
        name: responseName(label, request.method, request.target).replace(/answer$/, 'preview'),
      },
      previewText(preview, {
        document: document.toString(),
        file,
        label,
        environmentTitle: goesTo.title,
        host: URL.canParse(url) ? new URL(url).host : new URL(goesTo.apiUrl).host,
        account: account?.ended === undefined ? account?.label : undefined,
        companyName: company?.id === preview.company?.id ? company?.name : undefined,
        section: environments.variables(section) ?? section,
        keyOf: node => keyOf(file, node) ?? '',
        labelOf: requestLabel,
      }),
    );
  });
}
