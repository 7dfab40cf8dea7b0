import * as vscode from 'vscode';
import { placeBlock } from '../../httpFile/convert/placement.ts';
import { snippetText } from '../../httpFile/features/completion/item.ts';
import { resourcesOf } from '../../procore/explorer/resources.ts';
import type { Catalogs } from '../catalog/catalogs.ts';
import type { Environments } from '../environments/environments.ts';
import { type Documents, httpSelector } from '../language/documents.ts';
import type { ExplorerNode } from './node.ts';
import { nodeMime, readParcel, writeParcel } from './nodeParcel.ts';
import { requestOf, subjectOf } from './nodeRequests.ts';

/** Rows of the Projects view can be dragged into request files; nothing can be dropped on the view. */
export function createNodeDrag(): vscode.TreeDragAndDropController<ExplorerNode> {
  return {
    dragMimeTypes: [nodeMime],
    dropMimeTypes: [],
    handleDrag([node], data) {
      const subject = node && subjectOf(node);
      if (subject?.resourceId !== undefined)
        data.set(nodeMime, new vscode.DataTransferItem(writeParcel(subject)));
    },
  };
}

interface DropParts {
  readonly catalogs: Pick<Catalogs, 'load'>;
  readonly documents: Pick<Documents, 'parsed'>;
  readonly environments: Pick<Environments, 'active' | 'company' | 'project'>;
}

/** A row that is dropped on a request file becomes the request that lists or shows it. */
export function registerNodeDrop(parts: DropParts): vscode.Disposable {
  return vscode.languages.registerDocumentDropEditProvider(httpSelector, nodeDropProvider(parts), {
    dropMimeTypes: [nodeMime],
    providedDropEditKinds: [dropKind],
  });
}

const dropKind = vscode.DocumentDropOrPasteEditKind.Text.append('http', 'request');

/** It goes behind the request that it is dropped on, never into one. */
export function nodeDropProvider({
  catalogs,
  documents,
  environments,
}: DropParts): vscode.DocumentDropEditProvider {
  return {
    async provideDocumentDropEdits(document, position, data, token) {
      const text = await data.get(nodeMime)?.asString();
      const subject = text === undefined ? undefined : readParcel(text);
      if (subject === undefined) return undefined;
      const resources = resourcesOf(await catalogs.load());
      const resource = resources.find(({ id }) => id === subject.resourceId);
      if (resource === undefined || token.isCancellationRequested) return undefined;
      const file = documents.parsed(document);
      const verb = subject.recordId !== undefined && resource.show !== undefined ? 'show' : 'list';
      const request = requestOf(subject, resource, verb, { environments, file });
      if (request === undefined) return undefined;
      const place = placeBlock(file, document.offsetAt(position), snippetText(request.block));
      const edit = new vscode.DocumentDropEdit('', vscode.l10n.t('Insert Request'), dropKind);
      edit.additionalEdit = new vscode.WorkspaceEdit();
      const range = new vscode.Range(document.positionAt(place.start), document.positionAt(place.end));
      edit.additionalEdit.replace(document.uri, range, place.text);
      return edit;
    },
  };
}
