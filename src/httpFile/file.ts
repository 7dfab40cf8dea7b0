import { findFileProblems } from './fileChecks.ts';
import { byPlace } from './parsing/blocks.ts';
import { scanLineStarts } from './scanner.ts';
import { placedProblems, placedRequests, placedVariables } from './shift.ts';
import type { HttpFile, Problem, RequestNode, Segment, VariableNode } from './syntax.ts';

/** What a file is made of. */
export type Layout = Pick<HttpFile, 'segments' | 'segmentStarts' | 'lineage'>;

/**
 * A class rather than an object with getters of its own: the engine keeps those, and all that they see, until
 * it cleans the old part of its memory, so that files long gone are copied again and again.
 */
class LayoutFile implements HttpFile {
  readonly segments: readonly Segment[];
  readonly segmentStarts: readonly number[];
  readonly lineage: object;
  #text: string | undefined;
  #lineStarts: readonly number[] | undefined;
  #requests: readonly RequestNode[] | undefined;
  #variables: readonly VariableNode[] | undefined;
  #segmentProblems: readonly Problem[] | undefined;
  #fileProblems: readonly Problem[] | undefined;
  #problems: readonly Problem[] | undefined;

  constructor({ segments, segmentStarts, lineage }: Layout, knownText: string | undefined) {
    this.segments = segments;
    this.segmentStarts = segmentStarts;
    this.lineage = lineage;
    this.#text = knownText;
  }

  get text() {
    this.#text ??= this.segments.map(({ text }) => text).join('');
    return this.#text;
  }

  get lineStarts() {
    this.#lineStarts ??= scanLineStarts(this.text);
    return this.#lineStarts;
  }

  get requests() {
    this.#requests ??= placedRequests(this);
    return this.#requests;
  }

  get variables() {
    this.#variables ??= placedVariables(this);
    return this.#variables;
  }

  get segmentProblems() {
    this.#segmentProblems ??= placedProblems(this);
    return this.#segmentProblems;
  }

  get fileProblems() {
    this.#fileProblems ??= findFileProblems(this);
    return this.#fileProblems;
  }

  get problems() {
    this.#problems ??= this.#joinProblems();
    return this.#problems;
  }

  #joinProblems(): readonly Problem[] {
    const { segmentProblems, fileProblems } = this;
    if (fileProblems.length === 0) return segmentProblems;
    return [...segmentProblems, ...fileProblems].sort(byPlace);
  }
}

/** A file of these segments; its lists are made when they are asked for, and its text unless it is known. */
export function createHttpFile(layout: Layout, knownText?: string): HttpFile {
  return new LayoutFile(layout, knownText);
}
