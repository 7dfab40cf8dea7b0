import type { BodyLeft, Entry } from '../../runner/history/entry.ts';
import { l10n } from '../l10n.ts';
import { responseText, sizeText, type Wording } from '../responses/responseText.ts';

/** The answer document as it was when the request was sent, with why something of it is missing. */
export function historyText({ head, detail }: Entry, wording: Wording): string {
  const text = responseText(
    {
      document: head.document,
      key: head.key,
      label: head.label,
      method: head.method,
      target: head.url,
      environmentTitle: head.environmentTitle,
      startedAt: head.at,
      sentAt: head.at,
      progress: '',
      exchange: detail.exchange,
    },
    wording,
  );
  const left = detail.left === undefined ? undefined : leftText(detail.left, detail);
  return left === undefined ? text : `${text}\n${left}\n`;
}

function leftText(left: BodyLeft, { exchange }: Entry['detail']): string {
  const size = sizeText(exchange.response?.bodyBytes ?? 0);
  switch (left) {
    case 'large':
      return l10n.t(
        'Only the beginning is kept of {0}: the setting procore.history.maxBodyKilobytes says how much.',
        size,
      );
    case 'off':
      return l10n.t('The body ({0}) was not kept: the setting procore.history.keep says so.', size);
    case 'elsewhere':
      return l10n.t('The body ({0}) was not kept: it was no text, or went to a file.', size);
  }
}

/** The request as it was written, and what was sent where that is known, as one text of a `.http` file. */
export function requestText({ detail }: Entry): string {
  const { template, definitions } = detail;
  if (template === undefined) return `# ${l10n.t('The request was too long to be kept.')}\n`;
  return definitions === '' ? template : `${definitions}\n${separated(template)}`;
}

/** A block that began its file needs a separator where something comes before it. */
export function separated(template: string): string {
  return /^###/.test(template) ? template : `###\n${template}`;
}
