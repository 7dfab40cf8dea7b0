import * as vscode from 'vscode';
import { requestAt } from '../../httpFile/names.ts';
import { responseScheme } from '../commandIds.ts';
import { markdownOf } from '../markdown.ts';
import { keyOf } from '../requests/requestKeys.ts';
import type { SentRequests } from '../requests/sentRequests.ts';
import type { ResponseDocuments } from '../responses/responseDocuments.ts';
import { localWording } from '../wording.ts';
import { type Documents, httpSelector } from './documents.ts';
import { type FieldMark, receivedFields, sentFields } from './fieldMarks.ts';
import { answerParts, fieldParts } from './hoverModel.ts';
import { rangeIn } from './textRange.ts';

/**
 * Why a request failed, where it is read: on the fields of the body sent and of the body received that the
 * server complained of, and on the status line of the answer.
 */
export function registerFailureHovers(
  documents: Documents,
  sent: SentRequests,
  responses: Pick<ResponseDocuments, 'entryOf'>,
): vscode.Disposable {
  const inRequest = vscode.languages.registerHoverProvider(httpSelector, {
    provideHover(document, position) {
      const address = document.uri.toString();
      const file = sent.list().some(entry => entry.document === address) && documents.shown(document);
      if (!file) return undefined;
      const offset = document.offsetAt(position);
      const request = requestAt(file, offset);
      const key = request && keyOf(file, request);
      const exchange = key === undefined ? undefined : sent.get(address, key)?.exchange;
      if (request === undefined || exchange === undefined) return undefined;
      return fieldHover(document, offset, sentFields(file, request, exchange), true);
    },
  });
  const inAnswer = vscode.languages.registerHoverProvider(
    { scheme: responseScheme },
    {
      provideHover(document, position) {
        const entry = responses.entryOf(document.uri);
        if (entry?.exchange === undefined) return undefined;
        if (position.line === 0)
          return new vscode.Hover(
            markdownOf(answerParts(entry, localWording)),
            document.lineAt(position.line).range,
          );
        const marks = receivedFields(document.getText(), entry.exchange);
        return fieldHover(document, document.offsetAt(position), marks, false);
      },
    },
  );
  return vscode.Disposable.from(inRequest, inAnswer);
}

/** All that is said of one place. */
function fieldHover(
  document: vscode.TextDocument,
  offset: number,
  marks: readonly FieldMark[],
  isProblem: boolean,
): vscode.Hover | undefined {
  const here = marks.filter(({ range }) => offset >= range.start && offset <= range.end);
  const [first] = here;
  if (first === undefined) return undefined;
  const parts = here.flatMap(({ problem }) => fieldParts(problem, isProblem));
  return new vscode.Hover(markdownOf(parts), rangeIn(document, first.range));
}
