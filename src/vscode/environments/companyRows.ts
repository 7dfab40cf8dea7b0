import * as vscode from 'vscode';
import type { Environment } from '../../procore/environments.ts';
import type { Sender } from '../requests/sender.ts';
import { withoutLinks } from '../withoutLinks.ts';
import type { Company } from './environments.ts';
import { companyPages, SignedOutError } from './listPages.ts';

/**
 * The companies to choose from. One in use that the account cannot see is named in the header, and must not keep away
 * the list that another is chosen from: it is asked for without that then.
 */
export async function* companiesBeside(
  sender: Pick<Sender, 'run'>,
  environment: Environment,
  signal: AbortSignal,
  inUse: Company | undefined,
): AsyncGenerator<readonly Company[]> {
  let pages = 0;
  try {
    for await (const page of companyPages(sender, environment, signal)) {
      pages += 1;
      yield page;
    }
  } catch (error) {
    if (inUse === undefined || pages > 0 || endsList(error)) throw error;
    yield* companyPages(sender, environment, signal, 'none');
  }
}

/** Says why a list cannot be read on, and ends it: what stands in it in any case can still be chosen. */
export async function* orSaid<T>(pages: AsyncIterable<readonly T[]>): AsyncGenerator<readonly T[]> {
  try {
    yield* pages;
  } catch (error) {
    if (endsList(error)) throw error;
    const message = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(withoutLinks(message));
  }
}

function endsList(error: unknown): boolean {
  return error instanceof SignedOutError || error instanceof vscode.CancellationError;
}
