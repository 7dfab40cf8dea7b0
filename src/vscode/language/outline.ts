import * as vscode from 'vscode';
import { type OutlineSymbol, symbolsFor } from '../../httpFile/features/symbols.ts';
import { placeInSegment } from '../../httpFile/segmentLines.ts';
import type { HttpFile, Range } from '../../httpFile/syntax.ts';
import { type Documents, httpSelector } from './documents.ts';
import { visitSegments } from './unhurried.ts';

/** Requests and variables in the Outline view, in the breadcrumbs and under Go to Symbol. */
export function registerOutline(documents: Documents): vscode.Disposable {
  return vscode.languages.registerDocumentSymbolProvider(httpSelector, {
    async provideDocumentSymbols(document, token) {
      const file = await documents.shownLater(document);
      if (file === undefined) return [];
      const symbolsIn = symbolsFor(file);
      const made: vscode.DocumentSymbol[] = [];
      const visited = await visitSegments(
        file,
        (segment, index) => {
          const rangeOf = ({ start, end }: Range) => segmentRange(file, index, start, end);
          for (const symbol of symbolsIn(segment)) made.push(symbolIn(symbol, rangeOf));
        },
        token,
      );
      return visited ? made : [];
    },
  });
}

const editorKind: Readonly<Record<OutlineSymbol['kind'], vscode.SymbolKind>> = {
  request: vscode.SymbolKind.Method,
  variable: vscode.SymbolKind.Variable,
  header: vscode.SymbolKind.Property,
  body: vscode.SymbolKind.Object,
};

function symbolIn(
  { kind, name, detail, range, selection, children }: OutlineSymbol,
  rangeOf: (range: Range) => vscode.Range,
): vscode.DocumentSymbol {
  const symbol = new vscode.DocumentSymbol(
    name,
    detail,
    editorKind[kind],
    rangeOf(range),
    rangeOf(selection),
  );
  symbol.children = children.map(child => symbolIn(child, rangeOf));
  return symbol;
}

function segmentRange(file: HttpFile, index: number, start: number, end: number): vscode.Range {
  const [from, to] = [placeInSegment(file, index, start), placeInSegment(file, index, end)];
  return new vscode.Range(from.line, from.column, to.line, to.column);
}
