import type { SendQuestion } from '../../runner/runner.ts';
import { visibleLine } from '../../runner/visibleText.ts';

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
        ? `Send ${method} to ${environment.title}? It changes real data.`
        : note === undefined
          ? `Send this request to ${environment.title}? Its @note flag asks first.`
          : `Send ${method} to ${environment.title}?`,
    lines: [
      ...(note === undefined ? [] : [visibleLine(note).slice(0, longestNote)]),
      `${method} ${pathOf(question.url)}`,
      `Environment: ${environment.title} (${new URL(environment.apiUrl).host})`,
      `Account: ${account ?? 'service account, or not known'}`,
      ...(company === undefined ? [] : [`Company: ${company}`]),
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
