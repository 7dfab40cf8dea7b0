import { type ChartMessage, type Figure, type PageNode, pictureSize, type Section } from '../chartMessage.ts';

/** What this page needs of a document; the browser's has it, and a test's may. */
export interface PageDocument {
  createElement(tag: string): PageElement;
  createElementNS(space: string, tag: string): PageElement;
}

export interface PageElement {
  textContent: string | null;
  setAttribute(name: string, value: string): void;
  replaceChildren(...children: PageElement[]): void;
  hidden: boolean;
  addEventListener(type: 'keydown', listener: (event: PageKey) => void): void;
}

export interface PageKey {
  readonly key: string;
  preventDefault(): void;
}

const svgSpace = 'http://www.w3.org/2000/svg';
const inPictures: ReadonlySet<string> = new Set(['g', 'path', 'rect', 'line', 'text']);
const inTables: ReadonlySet<string> = new Set(['tr', 'th', 'td']);
const attributes: ReadonlySet<string> = new Set([
  ...['class', 'd', 'x', 'y', 'x1', 'y1', 'x2', 'y2', 'width', 'height', 'text-anchor', 'scope'],
]);

/**
 * Shows messages of the extension in `root`. What is on the page stays where it means the same, so that neither
 * focus nor an open table is lost when numbers come in. Texts are set as text, never as markup.
 */
export function createPage(document: PageDocument, root: PageElement): (message: unknown) => void {
  let shown: ReadonlyMap<string, (section: Section) => void> = new Map();

  return message => {
    if (!isChartMessage(message)) return;
    const { sections } = message;
    if (sections.length === 0) {
      shown = new Map();
      root.replaceChildren(
        element('p', {}, 'No rate window is known yet. Send a request, and both windows are drawn here.'),
      );
      return;
    }
    const same = sections.length === shown.size && sections.every(({ id }) => shown.has(id));
    if (!same) {
      const made = sections.map(section => ({ id: section.id, ...sectionOf(section) }));
      shown = new Map(made.map(({ id, update }) => [id, update]));
      root.replaceChildren(...made.map(({ node }) => node));
    }
    for (const section of sections) shown.get(section.id)?.(section);
  };

  function sectionOf({ title, figures }: Section) {
    const section = element('section', {});
    const made = figures.map(figureOf);
    const table = element('table', {});
    const [head, body] = [element('thead', {}), element('tbody', {})];
    table.replaceChildren(element('caption', {}, 'The last hour, by five minutes'), head, body);
    const details = element('details', {});
    details.replaceChildren(element('summary', {}, 'As a table'), table);
    section.replaceChildren(element('h2', {}, title), ...made.map(({ node }) => node), details);
    return {
      node: section,
      update(next: Section) {
        next.figures.forEach((figure, index) => {
          made[index]?.update(figure);
        });
        const headRow: PageNode = { tag: 'tr', children: next.head };
        head.replaceChildren(...built([headRow], inTables));
        body.replaceChildren(...built(next.rows, inTables));
      },
    };
  }

  function figureOf(first: Figure) {
    const figure = element('figure', {});
    const picture = svg('svg', {
      viewBox: `0 0 ${pictureSize.width} ${pictureSize.height}`,
      'aria-hidden': 'true',
    });
    const slider = element('div', { class: 'chart', role: 'slider', tabindex: '0' });
    slider.replaceChildren(picture);
    const caption = element('figcaption', {});
    const reading = element('p', { class: 'reading' });
    figure.replaceChildren(element('h3', {}, first.title), slider, reading, caption);
    let now = first;
    /** Counted from the latest, so that it stays on a reading while newer ones come in. */
    let back = 0;

    function show() {
      const { readings, title, summary } = now;
      const index = Math.max(0, readings.length - 1 - back);
      const at = readings[index];
      const text = at?.text ?? 'Nothing to read';
      // What has no picture has nothing to step through either.
      slider.hidden = now.picture.length === 0;
      slider.setAttribute('aria-label', title);
      slider.setAttribute('aria-valuemin', '0');
      slider.setAttribute('aria-valuemax', String(Math.max(0, readings.length - 1)));
      slider.setAttribute('aria-valuenow', String(index));
      slider.setAttribute('aria-valuetext', text);
      reading.textContent = at === undefined ? '' : text;
      caption.textContent = summary;
      const { left, right, width, top, height, bottom } = pictureSize;
      const x = String(left + (at?.x ?? 0) * (width - left - right));
      const cursor = { class: 'cursor', x1: x, y1: String(top), x2: x, y2: String(height - bottom) };
      picture.replaceChildren(
        ...built(now.picture, inPictures),
        ...(at === undefined ? [] : [svg('line', cursor)]),
      );
    }

    slider.addEventListener('keydown', event => {
      const last = Math.max(0, now.readings.length - 1);
      const next = steps(back, last)[event.key];
      if (next === undefined) return;
      event.preventDefault();
      back = Math.min(last, Math.max(0, next));
      show();
    });
    return {
      node: figure,
      update(next: Figure) {
        if (back > 0) back += Math.max(0, next.readings.length - now.readings.length);
        now = next;
        show();
      },
    };
  }

  function built(nodes: readonly PageNode[], known: ReadonlySet<string>): PageElement[] {
    return nodes.flatMap(({ tag, attributes: given = {}, text, children = [] }) => {
      if (!known.has(tag)) return [];
      const made = known === inPictures ? svg(tag, {}) : element(tag, {});
      for (const [name, value] of Object.entries(given))
        if (attributes.has(name)) made.setAttribute(name, value);
      if (text !== undefined) made.textContent = text;
      if (children.length > 0) made.replaceChildren(...built(children, known));
      return [made];
    });
  }

  function element(tag: string, given: Readonly<Record<string, string>>, text?: string): PageElement {
    return filled(document.createElement(tag), given, text);
  }

  function svg(tag: string, given: Readonly<Record<string, string>>): PageElement {
    return filled(document.createElementNS(svgSpace, tag), given);
  }
}

function filled(made: PageElement, given: Readonly<Record<string, string>>, text?: string): PageElement {
  for (const [name, value] of Object.entries(given)) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

function steps(back: number, last: number): Readonly<Record<string, number>> {
  return {
    ArrowLeft: back + 1,
    ArrowDown: back + 1,
    ArrowRight: back - 1,
    ArrowUp: back - 1,
    PageDown: back + 10,
    PageUp: back - 10,
    Home: last,
    End: 0,
  };
}

function isChartMessage(message: unknown): message is ChartMessage {
  return (
    typeof message === 'object' &&
    message !== null &&
    Reflect.get(message, 'type') === 'charts' &&
    Array.isArray(Reflect.get(message, 'sections'))
  );
}
