import { relative } from 'node:path';
import { root } from '../support/paths.ts';
import { tellMore } from '../support/tellMore.ts';
import { shownBy } from './shownBy.ts';
import type { Workbench } from './workbench.ts';

/**
 * Called in a suite: no test finds what another has left open, and one that fails says what could be seen, on
 * each page, with a picture of it.
 */
export function lookAfter(opened: () => Workbench | undefined): void {
  beforeEach(async () => {
    const left = (await opened()?.tidy()) ?? [];
    for (const each of left) console.log(`      (left over and put away: ${each})`);
  });

  afterEach(async function () {
    const test = this.currentTest;
    if (test?.state === 'failed' && test.err instanceof Error)
      tellMore(test.err, await seenNow(opened(), test.fullTitle()));
  });

  after(async function () {
    const suite = this.test?.parent;
    // Then a hook before them failed, whose error is out of reach.
    if (suite?.tests.every(({ state }) => state === undefined))
      console.log(await seenNow(opened(), suite.fullTitle()));
  });
}

async function seenNow(bench: Workbench | undefined, title: string): Promise<string> {
  if (bench === undefined) return 'No workbench was opened.';
  const seen: string[] = [];
  for (const [index, page] of bench.context.pages().entries()) {
    const name = `failed-${title}${index === 0 ? '' : `-${index + 1}`}`;
    try {
      const picture = await bench.screenshot(name.replaceAll(/[^\w-]+/g, '-').slice(0, 120), page);
      seen.push(`Seen on page ${index + 1} (${relative(root, picture)}): ${await shownBy(page)}`);
    } catch (error) {
      seen.push(`Page ${index + 1} cannot be seen: ${error instanceof Error ? error.message : error}`);
    }
  }
  const told = bench.log.lines().slice(-20);
  if (told.length > 0)
    seen.push(`The extension's log ends with:\n${told.map(line => `  ${line}`).join('\n')}`);
  return seen.join('\n');
}
