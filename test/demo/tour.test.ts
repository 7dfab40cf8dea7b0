import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hastyClock } from '../support/hastyClock.ts';
import { root } from '../support/paths.ts';
import { playTour } from './tour.ts';

describe('The demo', () => {
  it('shows all that it promises, and waits a rate limit out', async () => {
    let shown = '';
    const clock = hastyClock();
    const asExpected = await playTour({
      print: text => {
        shown += text;
      },
      color: false,
      signal: new AbortController().signal,
      clock,
    });
    deepEqual(shown.match(/^NOT as expected: .*/gm), null, shown);
    match(shown, /^as expected: a 429 is waited out, then the answer comes$/m);
    match(shown, /^demo: (\d+) of \1 as expected$/m);
    ok(asExpected, shown);
    ok(clock.slept.length > 0);
  });

  it('tells what did not come where it is stopped', async () => {
    let shown = '';
    const print = (text: string) => {
      shown += text;
    };
    const asExpected = await playTour({ print, color: false, signal: AbortSignal.abort() });
    equal(asExpected, false);
    match(shown, /^NOT as expected: the companies of the account are listed$/m);
    match(shown, /^The run ended with exit status 130\.$/m);
    match(shown, /^demo: 0 of \d+ as expected$/m);
  });

  it('is a file, as every script of the package', () => {
    const { scripts }: { scripts: Readonly<Record<string, string>> } = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    );
    const started = Object.values(scripts).flatMap(script => script.match(/(?<=\bnode )[\w./-]+/g) ?? []);
    ok(started.includes('test/demo/run.ts'));
    deepEqual(
      started.filter(file => !existsSync(join(root, file))),
      [],
    );
  });
});
