import { allowQuestion } from './signInPage.ts';
import type { Workbench } from './workbench.ts';

/** An app as somebody has it who is about to sign in with it. */
interface App {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** After what asks for a sign-in to an environment whose app is not known yet: types the app, and allows it as Ana. */
export async function connectApp(bench: Workbench, { clientId, clientSecret }: App): Promise<void> {
  const { page, context } = bench;
  const input = page.locator('.quick-input-widget input:visible');
  await allowQuestion(page);
  await page.getByText('Client ID of your app').waitFor();
  await input.fill(clientId);
  await input.press('Enter');
  await page.getByText('Client secret of the same app').waitFor();
  await input.fill(clientSecret);
  await bench.signedIn(async () => {
    const opened = context.waitForEvent('page');
    await input.press('Enter');
    const signIn = await opened;
    await signIn.getByRole('button', { name: 'Allow as Ana Morales' }).click();
    await signIn.getByText('You are signed in').waitFor();
    await signIn.close();
  });
}
