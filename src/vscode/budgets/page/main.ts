import { createPage, type PageDocument, type PageElement } from './draw.ts';

/** The few things of a browser that are used here. */
declare const document: PageDocument & { getElementById(id: string): PageElement | null };
declare function addEventListener(
  type: 'message',
  listener: (event: { readonly data: unknown }) => void,
): void;
declare function acquireVsCodeApi(): { postMessage(message: { readonly type: 'ready' }): void };

const root = document.getElementById('charts');
if (root !== null) {
  const show = createPage(document, root);
  addEventListener('message', ({ data }) => show(data));
  acquireVsCodeApi().postMessage({ type: 'ready' });
}
