import { findFileProblems } from './fileChecks.ts';
import { byPlace } from './parsing/blocks.ts';
import { scanLineStarts } from './scanner.ts';
import { placedProblems, placedRequests, placedVariables } from './shift.ts';
import type { HttpFile } from './syntax.ts';

type Layout = Pick<HttpFile, 'segments' | 'segmentStarts' | 'lineage'>;

/** A file of these segments; its lists are made when they are asked for, and its text unless it is known. */
export function createHttpFile(layout: Layout, knownText?: string): HttpFile {
  const { segments } = layout;
  const text = lazy(() => knownText ?? segments.map(segment => segment.text).join(''));
  const lineStarts = lazy(() => scanLineStarts(text()));
  const requests = lazy(() => placedRequests(layout));
  const variables = lazy(() => placedVariables(layout));
  const fileProblems = lazy(() => findFileProblems(file));
  const problems = lazy(() => {
    const [own, shared] = [placedProblems(layout), fileProblems()];
    return shared.length === 0 ? own : [...own, ...shared].sort(byPlace);
  });
  const file: HttpFile = {
    ...layout,
    get text() {
      return text();
    },
    get lineStarts() {
      return lineStarts();
    },
    get requests() {
      return requests();
    },
    get variables() {
      return variables();
    },
    get fileProblems() {
      return fileProblems();
    },
    get problems() {
      return problems();
    },
  };
  return file;
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
