import * as vscode from 'vscode';
import { canFindCause } from '../../procore/diagnosis/followUp/canFindCause.ts';
import type { Exchange } from '../../runner/exchange.ts';
import type { FoundCause } from '../../runner/findCause.ts';
import type { Environments } from '../environments/environments.ts';
import type { History } from '../history/history.ts';
import { withEditorAdvice } from '../requests/editorAdvice.ts';
import { createLateProgress } from '../requests/lateProgress.ts';
import type { Sender } from '../requests/sender.ts';
import type { Sendings } from '../requests/sendings.ts';
import type { SentRequest, SentRequests } from '../requests/sentRequests.ts';

/** Asks what one answer cannot tell, and puts what is found in the place of the first guess. */
export interface CauseFinder {
  /**
   * `undefined`: there is nothing to ask; `under-way`: it is being asked already. What is found is in the list of
   * sent requests, and so in all that shows it, when this resolves.
   */
  find(sent: SentRequest, waits: 'person' | 'nobody'): Promise<FoundCause | 'under-way' | undefined>;
}

export function createCauseFinder(parts: {
  readonly environments: Pick<Environments, 'find'>;
  readonly sender: Pick<Sender, 'findCause'>;
  readonly sendings: Pick<Sendings, 'running'>;
  readonly sent: SentRequests;
  readonly history: Pick<History, 'revise'>;
  readonly log: vscode.LogOutputChannel;
}): CauseFinder {
  const { environments, sender, sendings, sent, history, log } = parts;
  const underWay = new Set<Exchange>();

  async function ask(entry: SentRequest, exchange: Exchange, waits: 'person' | 'nobody') {
    const environment = environments.find(exchange.environment ?? '');
    if (environment === undefined) return undefined;
    return sendings.running(async controller => {
      const progress =
        waits === 'nobody'
          ? undefined
          : createLateProgress(vscode.l10n.t('Finding the cause: {0}', entry.label), () =>
              controller.abort(),
            );
      try {
        return await sender.findCause(
          {
            exchange,
            context: entry.known?.context ?? {},
            sentBody: entry.known?.sentBody,
            environment,
            priority: waits === 'person' ? 'person' : 'background',
            onCheck: ({ path }, number, of) =>
              progress?.report(
                vscode.l10n.t('{0} of at most {1}: GET {2}', number, of, path.split('?')[0] ?? ''),
              ),
          },
          controller.signal,
        );
      } finally {
        progress?.end();
      }
    });
  }

  return {
    async find(entry, waits) {
      const { exchange } = entry;
      if (exchange === undefined || !canFindCause(exchange.diagnoses)) return undefined;
      if (underWay.has(exchange)) return 'under-way';
      underWay.add(exchange);
      try {
        const found = await ask(entry, exchange, waits);
        if (found === undefined || found.answers.length === 0) return found;
        const narrowed = withEditorAdvice({ ...exchange, diagnoses: found.diagnoses });
        const now = sent.get(entry.document, entry.key);
        // It may have been sent again meanwhile.
        if (now?.startedAt === entry.startedAt) sent.put({ ...now, exchange: narrowed });
        history.revise(exchange, narrowed.diagnoses);
        log.info(
          `${entry.label}: ${found.answers.length} follow-up checks, ${narrowed.diagnoses[0]?.id ?? 'nothing found'}`,
        );
        return { ...found, diagnoses: narrowed.diagnoses };
      } finally {
        underWay.delete(exchange);
      }
    },
  };
}
