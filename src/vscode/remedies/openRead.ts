import * as vscode from 'vscode';
import { header, headerValue } from '../../procore/headers.ts';
import type { Exchange } from '../../runner/exchange.ts';
import { languageId } from '../commandIds.ts';

/** A GET that shows more, as a request of its own in a new document: who wants it, sends it. */
export async function openRead(path: string, exchange: Exchange): Promise<void> {
  if (!/^\/(?:rest|vapid)\/[^\s{}]*$/.test(path)) return;
  const company = headerValue(exchange.request.headers, header.companyId);
  const named = company !== undefined && /^\d{1,20}$/.test(company) ? `# @company ${company}\n` : '';
  const environment =
    exchange.environment !== null && /^[\w.-]+$/.test(exchange.environment)
      ? `# @env ${exchange.environment}\n`
      : '';
  const document = await vscode.workspace.openTextDocument({
    language: languageId,
    content: `${environment}${named}GET ${path}\n`,
  });
  await vscode.window.showTextDocument(document, { preview: false });
}
