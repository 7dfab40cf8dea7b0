import * as vscode from 'vscode';
import type { ComponentState, ServiceStatus } from '../../procore/serviceStatus.ts';
import { statusPage } from '../../procore/support.ts';

/** What is said of a status, in plain text; `undefined`: the page's answer was no status. */
export function statusMessage(
  status: ServiceStatus | undefined,
  momentOf: (iso: string) => string,
): { readonly text: string; readonly isGood: boolean } {
  if (status === undefined)
    return {
      text: vscode.l10n.t(
        'The status page answers in a form that is not known here. Look at the page itself.',
      ),
      isGood: false,
    };
  const { api, webhooks, incidents } = status;
  if (api === undefined)
    return {
      text: vscode.l10n.t(
        'The status page has no component {0} any more. Look at the page itself.',
        statusPage.apiComponent.name,
      ),
      isGood: false,
    };
  const parts = [
    wordOf(api.state, api.name),
    api.since === undefined ? '' : vscode.l10n.t('Last change: {0}.', momentOf(api.since)),
    webhooks === undefined || webhooks.state === 'operational' ? '' : wordOf(webhooks.state, webhooks.name),
    ...incidents.map(({ name, status: word }) => (word === '' ? `${name}.` : `${name} (${spaced(word)}).`)),
  ];
  return {
    text: parts.filter(part => part !== '').join(' '),
    isGood: api.state === 'operational' && incidents.length === 0,
  };
}

function wordOf(state: ComponentState, name: string): string {
  switch (state) {
    case 'operational':
      return vscode.l10n.t('{0} is operational.', name);
    case 'degraded':
      return vscode.l10n.t('{0} is slower than usual.', name);
    case 'partial-outage':
      return vscode.l10n.t('{0} is out in part.', name);
    case 'outage':
      return vscode.l10n.t('{0} is out.', name);
    case 'maintenance':
      return vscode.l10n.t('{0} is under maintenance.', name);
    case 'unknown':
      return vscode.l10n.t('The status page says of {0} what is not known here.', name);
  }
}

function spaced(word: string): string {
  return word.replaceAll('_', ' ');
}
