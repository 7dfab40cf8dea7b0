import assert from 'node:assert/strict';
import { pictureSize, type Section } from '../../../src/vscode/budgets/chartMessage.ts';
import { chartPage } from '../../../src/vscode/budgets/chartPage.ts';
import {
  createPage,
  type PageDocument,
  type PageElement,
  type PageKey,
} from '../../../src/vscode/budgets/page/draw.ts';

interface Element extends PageElement {
  readonly tag: string;
  readonly attributes: Map<string, string>;
  readonly children: Element[];
  press(key: string): boolean;
}

/** A document that works as far as the page needs it. */
function pageDocument(): {
  readonly [K in keyof PageDocument]: (...given: Parameters<PageDocument[K]>) => Element;
} {
  const createElement = (tag: string): Element => {
    const listeners: ((event: PageKey) => void)[] = [];
    const made: Element = {
      tag,
      textContent: null,
      hidden: false,
      attributes: new Map(),
      children: [],
      setAttribute: (name, value) => void made.attributes.set(name, value),
      replaceChildren: (...children) => {
        const own = children.filter((child): child is Element => 'tag' in child);
        made.children.splice(0, made.children.length, ...own);
      },
      addEventListener: (_type, listener) => void listeners.push(listener),
      press(key) {
        let prevented = false;
        for (const listener of listeners) listener({ key, preventDefault: () => (prevented = true) });
        return prevented;
      },
    };
    return made;
  };
  return { createElement, createElementNS: (_space, tag) => createElement(tag) };
}

function all(element: Element, tag: string): Element[] {
  return [...(element.tag === tag ? [element] : []), ...element.children.flatMap(child => all(child, tag))];
}

const section = (title: string, readings: readonly string[]): Section => ({
  id: 'one',
  title,
  figures: [
    {
      id: 'one/hourly',
      title: 'Requests left this hour',
      summary: 'Enough.',
      picture: [{ tag: 'path', attributes: { class: 'left', d: 'M0 0L1 1' } }],
      readings: readings.map((text, index) => ({ x: index / 10, text })),
    },
  ],
  head: [{ tag: 'th', text: 'From' }],
  rows: [{ tag: 'tr', children: [{ tag: 'td', text: '<b>06:00</b>' }] }],
});

describe('The page of the budget chart', () => {
  const open = () => {
    const document = pageDocument();
    const root = document.createElement('main');
    const show = createPage(document, root);
    return { root, show: (...sections: readonly Section[]) => show({ type: 'charts', sections }), raw: show };
  };
  const slider = (root: Element) => {
    const found = all(root, 'div').find(({ attributes }) => attributes.get('role') === 'slider');
    assert.ok(found);
    return found;
  };
  const value = (root: Element) => slider(root).attributes.get('aria-valuetext');

  it('says what to do where nothing is known', () => {
    const { root, show } = open();
    show();
    assert.match(root.children[0]?.textContent ?? '', /Send a request/);
  });

  it('has a picture that is hidden from screen readers, a summary and a table', () => {
    const { root, show } = open();
    show(section('Sandbox', ['a', 'b']));
    assert.equal(all(root, 'svg')[0]?.attributes.get('aria-hidden'), 'true');
    assert.equal(
      all(root, 'svg')[0]?.attributes.get('viewBox'),
      `0 0 ${pictureSize.width} ${pictureSize.height}`,
    );
    assert.equal(all(root, 'figcaption')[0]?.textContent, 'Enough.');
    assert.equal(all(root, 'td')[0]?.textContent, '<b>06:00</b>');
    assert.equal(all(root, 'caption').length, 1);
  });

  it('is read with the arrow keys, from the latest on', () => {
    const { root, show } = open();
    show(section('Sandbox', ['first', 'second', 'third']));
    assert.equal(slider(root).attributes.get('tabindex'), '0');
    assert.equal(value(root), 'third');
    assert.equal(slider(root).press('ArrowLeft'), true);
    assert.equal(value(root), 'second');
    slider(root).press('Home');
    assert.equal(value(root), 'first');
    slider(root).press('ArrowLeft');
    assert.equal(value(root), 'first');
    slider(root).press('End');
    assert.equal(value(root), 'third');
    assert.equal(slider(root).press('Tab'), false);
  });

  it('keeps its elements, and with them the focus, when numbers come in', () => {
    const { root, show } = open();
    show(section('Sandbox', ['first', 'second']));
    const before = slider(root);
    before.press('ArrowLeft');
    show(section('Sandbox', ['first', 'second', 'third']));
    assert.equal(slider(root), before);
    assert.equal(value(root), 'first');
  });

  it('has nothing to step through where there is no picture', () => {
    const { root, show } = open();
    const [figure] = section('Sandbox', []).figures;
    assert.ok(figure);
    show({ ...section('Sandbox', []), figures: [{ ...figure, picture: [] }] });
    assert.equal(slider(root).hidden, true);
    show(section('Sandbox', ['first']));
    assert.equal(slider(root).hidden, false);
  });

  it('takes no message and builds no element that it does not know', () => {
    const { root, show, raw } = open();
    for (const message of [undefined, null, 'charts', { type: 'other' }, { type: 'charts' }]) raw(message);
    assert.equal(root.children.length, 0);
    const hostile = section('Sandbox', []);
    const script = JSON.parse('{"tag":"script","text":"alert(1)","attributes":{"onclick":"x"}}');
    show({ ...hostile, rows: [script, { tag: 'tr', attributes: { onclick: 'x' } }] });
    assert.deepEqual(all(root, 'script'), []);
    assert.deepEqual(
      all(root, 'tr').map(({ attributes }) => [...attributes]),
      [[], []],
    );
  });

  it('runs its own script only, and loads nothing', () => {
    const page = chartPage({ code: "say('</script><!--');", nonce: 'N', title: '<T>', language: 'en' });
    assert.match(
      page,
      /default-src &#39;none&#39;; style-src &#39;nonce-N&#39;; script-src &#39;nonce-N&#39;/,
    );
    assert.ok(page.includes(`<script nonce="N">say('<\\/script><\\!--');</script>`));
    assert.doesNotMatch(page, /<T>|url\(|@import|https?:|src=/);
  });

  it('moves nothing, and says in shapes what it says in colours', () => {
    const page = chartPage({ code: 's', nonce: 'N', title: 'T', language: 'en' });
    assert.doesNotMatch(page, /transition|animation|#[0-9a-f]{3,8}\b(?!;)/i);
    assert.match(page, /forced-colors/);
    assert.match(page, /stroke-dasharray/);
  });
});
