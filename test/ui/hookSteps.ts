import type { Locator } from 'playwright-core';
import type { Workbench } from './workbench.ts';

/** What a new hook is asked about; what is left out stays as it is offered. */
type NewHook = Readonly<{ namespace: string; address?: string; authorization: string; payload: string }>;

export type HookSteps = Readonly<{
  /** Types into the box that asks for that, once it is there. */
  type: (prompt: string, answer: string) => Promise<void>;
  /** Answers all that Create Webhook asks for on a row; `before` is done before the address is taken. */
  describe: (row: Locator, hook: NewHook, before?: () => Promise<unknown>) => Promise<void>;
  /** Marks these events of RFIs in what a command of that row offers, and takes them; `before` is done then. */
  mark: (
    row: Locator,
    command: string,
    events: readonly string[],
    before?: () => Promise<unknown>,
  ) => Promise<void>;
}>;

/** The steps that commands of hooks and triggers ask for. */
export function hookSteps(opened: () => Workbench): HookSteps {
  const widget = () => opened().page.locator('.quick-input-widget');

  async function type(prompt: string, answer: string): Promise<void> {
    await widget().getByText(prompt).waitFor();
    await widget().locator('input').first().fill(answer);
    await opened().page.keyboard.press('Enter');
    await widget().getByText(prompt).waitFor({ state: 'hidden' });
  }

  return {
    type,
    async describe(row, { namespace, address, authorization, payload }, before) {
      await opened().menu(row, 'Create Webhook...');
      await type('Namespace: keeps', namespace);
      const asked = widget().getByText(/address of the receiver/i);
      await asked.waitFor();
      await before?.();
      if (address !== undefined) await widget().locator('input').first().fill(address);
      await opened().page.keyboard.press('Enter');
      await asked.waitFor({ state: 'hidden' });
      await type('Authorization header that', authorization);
      await opened().pick(payload);
    },
    async mark(row, command, events, before) {
      await opened().menu(row, command);
      await widget().getByPlaceholder('Type a resource; several can be marked').fill('RFIs');
      for (const event of events) {
        const entry = widget()
          .locator('.monaco-list-row')
          .filter({ hasText: new RegExp(`^\\s*RFIs\\s*${event}`) });
        await entry.waitFor();
        await entry.click();
      }
      await before?.();
      await widget().getByRole('button', { name: 'OK' }).click();
    },
  };
}
