import type { Locator } from 'playwright-core';
import type { GatedSimulator } from './gate.ts';
import type { Workbench } from './workbench.ts';

/** Work that is under way, seen and stopped by mouse. */
export interface StopSteps {
  /** The notification of work that can be stopped. */
  progress(text: string | RegExp): Locator;
  /** Clicks its Cancel until it is gone. */
  cancel(shown: Locator): Promise<void>;
  /**
   * Starts what sends a request of that kind, or several, which are kept back, looks at the notification with that text,
   * stops it by mouse, lets everything through, and gives what was sent afterwards. `ended`: the work has heard of it.
   */
  stopped(
    wanted: RegExp | readonly [wanted: RegExp, count: number],
    text: string | RegExp,
    act: () => Promise<void>,
    picture: string,
    ended?: (givenUp: Promise<void>) => Promise<void>,
  ): Promise<readonly string[]>;
}

/** `afterwards` sends a GET of /me and waits for its end: what was still to be sent would have gone before. */
export function stopSteps(
  opened: () => { readonly bench: Workbench; readonly simulator: GatedSimulator },
  afterwards: () => Promise<void>,
): StopSteps {
  const progress = (text: string | RegExp) => {
    const { page } = opened().bench;
    return page
      .locator('.notification-list-item')
      .filter({ hasText: text })
      .filter({ has: page.getByRole('button', { name: 'Cancel' }) })
      .filter({ visible: true })
      .first();
  };
  const cancel = (shown: Locator) =>
    opened().bench.press(shown.getByRole('button', { name: 'Cancel' }), shown, 'hidden');

  return {
    progress,
    cancel,
    async stopped(wanted, text, act, picture, ended = givenUp => givenUp) {
      const { bench, simulator } = opened();
      const held = wanted instanceof RegExp ? simulator.hold(wanted) : simulator.hold(...wanted);
      await act();
      const { givenUp } = await held;
      const shown = progress(text);
      await shown.waitFor();
      await bench.screenshot(picture);
      const before = simulator.seen.length;
      await cancel(shown);
      // The notification goes before the work hears of it.
      await ended(givenUp);
      simulator.release();
      await afterwards();
      return simulator.seen.slice(before).filter(each => !/\/_simulator\/|\/me$/.test(each));
    },
  };
}
