/** A point in time that a reader of the chart may stop at. */
export interface Reading {
  /** From 0, an hour ago, to 1, the right edge. */
  readonly x: number;
  readonly text: string;
}

/** An element of the page. Both sides know the same few tags and attributes. */
export interface PageNode {
  readonly tag: 'g' | 'path' | 'rect' | 'line' | 'text' | 'tr' | 'th' | 'td';
  readonly attributes?: Readonly<Record<string, string>>;
  readonly text?: string;
  readonly children?: readonly PageNode[];
}

/** One window of one budget, drawn. */
export interface Figure {
  readonly id: string;
  readonly title: string;
  /** All that the picture shows, in words. */
  readonly summary: string;
  readonly picture: readonly PageNode[];
  /** Oldest first; empty: there is nothing to read. */
  readonly readings: readonly Reading[];
}

/** The windows of one app in one company. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly figures: readonly Figure[];
  /** Head and rows of a table that says the same. */
  readonly head: readonly PageNode[];
  readonly rows: readonly PageNode[];
}

/** What the extension tells the page. */
export interface ChartMessage {
  readonly type: 'charts';
  readonly sections: readonly Section[];
}

/** The only thing the page may say: that it can take a message. */
export function isReady(message: unknown): boolean {
  return typeof message === 'object' && message !== null && Reflect.get(message, 'type') === 'ready';
}

/** Size of the pictures in their own units. */
export const pictureSize = { width: 640, height: 150, left: 44, right: 8, top: 10, bottom: 22 } as const;
