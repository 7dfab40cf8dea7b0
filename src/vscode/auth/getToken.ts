import * as vscode from 'vscode';
import { OAuthError } from '../../oauth/errors.ts';
import { orAborted } from '../../oauth/orAborted.ts';
import type { Session } from '../../oauth/session.ts';
import type { Account } from '../../oauth/sessionRecord.ts';
import type { Sessions } from '../../oauth/sessions.ts';
import type { GetToken } from '../../runner/accessToken.ts';
import type { ChosenAccount } from './chosenAccount.ts';
import { endedText } from './endedText.ts';
import { createReloadOffer } from './offerReload.ts';
import { providerId } from './provider.ts';
import { scopesOf } from './scopes.ts';
import { whileRenewing } from './whileRenewing.ts';

/** The runner's two ways to a token. */
export interface TokenSource {
  /** Never asks; `undefined`: nobody is signed in, or the session has ended, or the workspace is restricted. */
  readonly getToken: GetToken;
  /**
   * Asks to sign in, once for all who wait. `undefined` then means that the person declined, or that the
   * sign-in failed and has said so.
   */
  readonly getTokenOrSignIn: GetToken;
  /** Somebody has signed in to an environment: what was before does not count any more. */
  signedIn(environment: string): void;
  /** A person sends once more: an earlier no does not count any more. */
  askAgain(environment: string): void;
  /** Somebody waits for a token of this environment, and is asked to sign in if need be. */
  isWanted(environment: string): boolean;
}

/** After a person has declined, nobody is asked for this long, in milliseconds, unless they send again. */
const coolDownMs = 60_000;

/**
 * Which session it is, the editor decides (its Accounts menu and preferences); the token comes from the
 * session store, which renews it.
 */
export function createTokenSource(
  sessions: Sessions,
  chosen: ChosenAccount,
  titleOf: (environment: string) => string,
  log: vscode.LogOutputChannel,
  now: () => number,
): TokenSource {
  const lastUsed = new Map<string, Account>();
  const asking = new Map<string, Promise<vscode.AuthenticationSession | undefined>>();
  const waiting = new Map<string, number>();
  const declinedAt = new Map<string, number>();
  const offerReload = createReloadOffer(now);

  /** The account that this window worked with, where its session has died since. */
  async function diedSince(environment: string): Promise<Account | undefined> {
    const last = lastUsed.get(environment);
    if (last === undefined) return undefined;
    const died = (await endedIn(environment)).some(({ account }) => account.id === last.id);
    return died ? last : undefined;
  }

  async function endedIn(environment: string): Promise<readonly Session[]> {
    return (await sessions.list()).filter(
      session => session.environment === environment && session.ended !== undefined,
    );
  }

  /** Said in the editor's own question, which names neither account nor reason. */
  async function whyAgain(
    environment: string,
    account: Account | undefined,
  ): Promise<{ readonly detail: string } | true> {
    const ended = await endedIn(environment);
    const [last] = account ? ended.filter(session => session.account.id === account.id) : ended.slice(-1);
    return last?.ended === undefined
      ? true
      : {
          detail: vscode.l10n.t(
            'The session of {0} has ended: {1}.',
            last.account.label,
            endedText(last.ended, environment),
          ),
        };
  }

  const getToken: GetToken = async (environment, { rejected, signal }) => {
    if (!vscode.workspace.isTrusted) return undefined;
    const session = await chosen.session(environment);
    signal.throwIfAborted();
    if (session === undefined) return undefined;
    // The editor would go on with another account of the same environment, and nobody would notice.
    const another = session.account.id !== lastUsed.get(environment)?.id;
    if (another && (await diedSince(environment)) !== undefined) return undefined;
    const token = await sessions.getAccessToken(session.id, { rejected, signal });
    lastUsed.set(environment, session.account);
    return token;
  };

  async function ask(environment: string): Promise<vscode.AuthenticationSession | undefined> {
    const account = await diedSince(environment);
    try {
      const session = await vscode.authentication.getSession(providerId, scopesOf(environment), {
        createIfNone: await whyAgain(environment, account),
        ...(account === undefined ? {} : { account }),
      });
      signedIn(environment);
      await chosen.choose(environment, session.account);
      return session;
    } catch (error) {
      // Declining and failing come back as texts; a failure has been shown by the sign-in itself.
      declinedAt.set(environment, now());
      log.info(`Not signed in to ${environment}: ${error instanceof Error ? error.message : 'declined'}`);
      return undefined;
    }
  }

  return {
    getToken,
    signedIn,
    askAgain: environment => {
      declinedAt.delete(environment);
    },
    isWanted: environment => (waiting.get(environment) ?? 0) > 0,
    async getTokenOrSignIn(environment, options) {
      waiting.set(environment, (waiting.get(environment) ?? 0) + 1);
      try {
        return await getOrAsk(environment, options);
      } finally {
        waiting.set(environment, (waiting.get(environment) ?? 1) - 1);
      }
    },
  };

  function signedIn(environment: string): void {
    lastUsed.delete(environment);
    declinedAt.delete(environment);
  }

  function hasDeclined(environment: string): boolean {
    const at = declinedAt.get(environment);
    return at !== undefined && now() - at < coolDownMs;
  }

  async function getOrAsk(
    environment: string,
    { rejected, signal }: Parameters<GetToken>[1],
  ): ReturnType<GetToken> {
    // A request whose token was refused is on its way, and shows that itself.
    const silent = rejected
      ? getToken(environment, { rejected, signal })
      : whileRenewing(titleOf(environment), signal, either => getToken(environment, { signal: either }));
    const token = await silent.catch(offerReload);
    if (token !== undefined || !vscode.workspace.isTrusted) return token;
    if (hasDeclined(environment)) return failIfEnded(environment);
    const asked = asking.get(environment) ?? ask(environment).finally(() => asking.delete(environment));
    asking.set(environment, asked);
    // The question may stand for long; whoever does not want to wait any more shall not have to.
    const session = await orAborted(asked, signal);
    if (session === undefined) return failIfEnded(environment);
    return sessions.getAccessToken(session.id, { signal });
  }

  /** What became of the session says more than that nobody is signed in. */
  async function failIfEnded(environment: string): Promise<undefined> {
    const [last] = (await endedIn(environment)).slice(-1);
    const refresh = last?.ended;
    if (last === undefined || refresh === undefined || refresh === 'expired' || refresh === 'copied')
      return undefined;
    throw new OAuthError(
      'session-ended',
      `The session of ${last.account.label} has ended: ${endedText(refresh, environment)}. Sign in again.`,
      { error: 'invalid_grant', refresh },
    );
  }
}
