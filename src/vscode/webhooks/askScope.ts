import * as vscode from 'vscode';
import { isNamespace } from '../../procore/webhooks/hook.ts';
import type { ScopeNode } from './node.ts';
import type { WebhooksView } from './webhooksView.ts';
import { createWebhookTexts } from './webhookTexts.ts';

/** The company or the project in use. `undefined`: there is none, of which the view says why, or nobody chose. */
export async function askScope({ tree, follow }: WebhooksView): Promise<ScopeNode | undefined> {
  await follow();
  const scopes = (await tree.children()).filter((node): node is ScopeNode => node.kind === 'scope');
  if (scopes.length < 2) return scopes[0];
  const texts = createWebhookTexts(vscode.l10n);
  const chosen = await vscode.window.showQuickPick(
    scopes.map(node => ({
      // Names come from a server: `$(name)` in them is no icon.
      label: node.name.replaceAll('$(', '$\u200B('),
      description: node.scope.projectId === undefined ? texts.company() : texts.project(),
      node,
    })),
    { title: vscode.l10n.t('Create Webhook'), placeHolder: vscode.l10n.t('Whose events it is for') },
  );
  return chosen?.node;
}

export async function askNamespace(view: WebhooksView, environment: string): Promise<void> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Webhook Namespace'),
    prompt: vscode.l10n.t(
      'API v2.0 lists the hooks of one namespace: the one that your app created them with',
    ),
    placeHolder: 'my-app',
    value: view.namespace(environment) ?? '',
    validateInput: typed =>
      isNamespace(typed.trim()) ? undefined : vscode.l10n.t('Only lower-case letters, digits and dashes.'),
  });
  if (text !== undefined) await view.setNamespace(environment, text.trim());
}
