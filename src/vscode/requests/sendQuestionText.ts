import type { SendQuestion } from '../../runner/runner.ts';
import { visibleLine } from '../../runner/visibleText.ts';
import { l10n } from '../l10n.ts';

/** What the modal before a send names. */
export interface SendQuestionText {
  readonly title: string;
  readonly lines: readonly string[];
}

const longestNote = 300;

/** Everything that somebody has to know before saying yes. `companyName` is of `question.companyId`. */
export function sendQuestionText(question: SendQuestion, companyName: string | undefined): SendQuestionText {
  const { environment, method, account, companyId, reason, extent, note } = question;
  const company = companyName === undefined ? companyId : `${companyName} (${companyId})`;
  return {
    title:
      reason === 'production-write'
        ? l10n.t('Send {0} to {1}? It changes real data.', method, environment.title)
        : note === undefined
          ? l10n.t('Send this request to {0}? Its @note flag asks first.', environment.title)
          : l10n.t('Send {0} to {1}?', method, environment.title),
    lines: [
      ...(note === undefined ? [] : [visibleLine(note).slice(0, longestNote)]),
      `${method} ${pathOf(question.url)}`,
      l10n.t('Environment: {0} ({1})', environment.title, new URL(environment.apiUrl).host),
      l10n.t('Account: {0}', account ?? l10n.t('service account, or not known')),
      ...(company === undefined ? [] : [l10n.t('Company: {0}', company)]),
      ...(extent === undefined ? [] : [extent]),
    ],
  };
}

/** The environment names the host. */
function pathOf(url: string): string {
  if (!URL.canParse(url)) return url;
  const { pathname, search } = new URL(url);
  return decodeReadable(pathname + search);
}

function decodeReadable(path: string): string {
  try {
    return decodeURIComponent(path).replaceAll(/\p{Cc}/gu, '?');
  } catch {
    return path;
  }
}
