import { field, type RequestRecord } from './parsing/requestRecord.ts';
import { placedText } from './placedNodes.ts';
import { makeRequestNodes, type RequestNodes } from './requestNodes.ts';
import type { Range, RequestNode, TextNode } from './syntax.ts';
import { slicePooled } from './textPool.ts';

/**
 * A request of which offsets are kept. What is asked of every request of a file is read from them each time;
 * the nodes below it are made together when one of them is first asked for. A class, so that getters take no
 * room in each: do not spread it.
 */
class PlacedRequest implements RequestNode {
  readonly #record: RequestRecord;
  /** What to add to the offsets. */
  readonly #by: number;
  #nodes: RequestNodes | undefined;

  constructor(record: RequestRecord, by: number) {
    this.#record = record;
    this.#by = by;
  }

  get method(): string {
    return this.#record.method;
  }

  get range(): Range {
    return this.#range(field.start, field.end);
  }

  get sent(): Range {
    return this.#range(field.lineStart, field.sentEnd);
  }

  get requestLine(): Range {
    return this.#range(field.lineStart, field.lineEnd);
  }

  get methodRange(): Range | undefined {
    return this.#at(field.methodEnd) < 0 ? undefined : this.#range(field.lineStart, field.methodEnd);
  }

  get name(): TextNode | undefined {
    return this.#text(field.nameStart, field.nameEnd);
  }

  get title(): TextNode | undefined {
    return this.#text(field.titleStart, field.titleEnd);
  }

  get httpVersion(): TextNode | undefined {
    return this.#text(field.versionStart, field.versionEnd);
  }

  get target(): string {
    const { pool, offsets } = this.#record;
    const [from, to] = [this.#at(field.parts), this.#at(field.headers)];
    let target = '';
    for (let at = from; at < to; at += 2) target += pool.text.slice(offsets[at], offsets[at + 1]);
    return target;
  }

  get targetParts() {
    return this.#made().targetParts;
  }

  get headers() {
    return this.#made().headers;
  }

  get body() {
    return this.#at(field.bodyStart) < 0 ? undefined : this.#made().body;
  }

  get flags() {
    return this.#at(field.flags) === this.#at(field.asserts) ? none : this.#made().flags;
  }

  get asserts() {
    return this.#at(field.asserts) === this.#at(field.outputs) ? none : this.#made().asserts;
  }

  get outputs() {
    return this.#at(field.outputs) === this.#at(field.gaps) ? none : this.#made().outputs;
  }

  get references() {
    return this.#made().references;
  }

  movedBy(by: number): RequestNode {
    return new PlacedRequest(this.#record, this.#by + by);
  }

  toJSON(): RequestNode {
    const { range, sent, name, title, method, methodRange, requestLine, target, httpVersion } = this;
    const head = { range, sent, name, title, method, methodRange, requestLine, target, httpVersion };
    return { ...head, ...this.#made() };
  }

  #made(): RequestNodes {
    this.#nodes ??= makeRequestNodes(this.#record, this.#by);
    return this.#nodes;
  }

  #at(index: number): number {
    const { offsets, at } = this.#record;
    return offsets[at + index] ?? -1;
  }

  #range(start: number, end: number): Range {
    return { start: this.#at(start) + this.#by, end: this.#at(end) + this.#by };
  }

  #text(start: number, end: number): TextNode | undefined {
    const from = this.#at(start);
    if (from < 0) return undefined;
    return placedText(slicePooled(this.#record.pool, from, this.#at(end)), from + this.#by);
  }
}

const none: readonly never[] = [];

/** The request of that record, where it was read. */
export function placedRequest(record: RequestRecord): RequestNode {
  return new PlacedRequest(record, 0);
}

/** The request moved by so many UTF-16 units. */
export function shiftRequest(request: RequestNode, by: number): RequestNode {
  if (!(request instanceof PlacedRequest)) throw new TypeError('This request was not read from a text.');
  return request.movedBy(by);
}
