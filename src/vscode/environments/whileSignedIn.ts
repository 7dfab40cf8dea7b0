import type { Environment } from '../../procore/environments.ts';
import type { Sender } from '../requests/sender.ts';
import { SignedOutError } from './listPages.ts';

/**
 * Signs in first, then shows a list that asks Procore while it is open; once more where the server has ended the
 * session since. `undefined`: the person gave up the sign-in, or the list.
 */
export async function whileSignedIn<T>(
  sender: Pick<Sender, 'signIn'>,
  environment: Environment,
  show: () => Promise<T | undefined>,
): Promise<T | undefined> {
  if (!(await sender.signIn(environment))) return undefined;
  try {
    return await show();
  } catch (error) {
    if (!(error instanceof SignedOutError)) throw error;
    return (await sender.signIn(environment)) ? show() : undefined;
  }
}
