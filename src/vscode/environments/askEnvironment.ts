import { type Environment, findEnvironment, isLoopbackHost } from '../../procore/environments.ts';
import { l10n } from '../l10n.ts';
import type { askRow, askText, Said } from '../operations/inputs.ts';
import {
  type EnvironmentEntry,
  type EnvironmentKind,
  environmentKinds,
  type HostPart,
  nameOfTitle,
  readHost,
  titleProblem,
} from './newEnvironment.ts';

/** How the questions are put, and what is looked up for them. */
export interface EnvironmentAsker {
  readonly row: typeof askRow;
  readonly text: typeof askText;
  /** Whether the network knows a host; `undefined`: it did not say soon. */
  readonly knows: (hostname: string) => Promise<boolean | undefined>;
}

/** What was answered; `connects`: the app is wanted next. */
export interface NewEnvironment {
  readonly entry: EnvironmentEntry;
  readonly connects: boolean;
}

interface Answers {
  kind?: EnvironmentKind;
  title?: string;
  login?: string;
  api?: string;
}

type App = 'later' | 'now' | { readonly of: string };

const steps = 5;

/** Kind, name, the two hosts and the app, each with Back; `undefined`: the person gave it up. */
export async function askEnvironment(
  known: readonly Environment[],
  asker: EnvironmentAsker,
): Promise<NewEnvironment | undefined> {
  const answers: Answers = {};
  let app: App | undefined;
  const questions: readonly (() => Promise<'next' | 'back' | undefined>)[] = [
    async () => take(await askKind(asker), kind => begin(answers, kind)),
    async () => take(await askTitle(asker, known, answers), title => Object.assign(answers, { title })),
    async () => take(await askHost(asker, 'login', answers), login => Object.assign(answers, { login })),
    async () => take(await askHost(asker, 'api', answers), api => Object.assign(answers, { api })),
    async () =>
      take(await askApp(asker, known, answers), chosen => {
        app = chosen;
      }),
  ];
  for (let at = 0; at < questions.length; ) {
    const said = await questions[at]?.();
    if (said === undefined) return undefined;
    at += said === 'back' ? -1 : 1;
  }
  const { kind, title = '', login = '', api = '' } = answers;
  if (kind === undefined || app === undefined) return undefined;
  return {
    entry: {
      ...{ name: nameOfTitle(title), title, loginUrl: login, apiUrl: api, production: kind.production },
      ...(typeof app === 'object' && { credentialsOf: app.of }),
    },
    connects: app === 'now',
  };
}

function take<T>(said: Said<T>, keep: (value: T) => unknown): 'next' | 'back' | undefined {
  if (said === undefined || said === 'back') return said;
  keep(said.value);
  return 'next';
}

/** Hosts of another kind are no longer meant. */
function begin(answers: Answers, kind: EnvironmentKind): void {
  if (answers.kind === kind) return;
  answers.kind = kind;
  delete answers.login;
  delete answers.api;
}

const title = () => l10n.t('Add Environment');

function askKind({ row }: EnvironmentAsker): Promise<Said<EnvironmentKind>> {
  return row({
    title: title(),
    placeholder: l10n.t('What is it like? Its hosts are filled in, and can be changed'),
    step: { step: 1, of: steps, back: false },
    rows: environmentKinds.map(kind => ({
      label: kind.like?.title ?? (kind.production ? l10n.t('Other, real data') : l10n.t('Other, for tests')),
      description: kind.like === undefined ? '' : new URL(kind.like.apiUrl).host,
      detail: kind.production ? l10n.t('Writes ask before they are sent') : '',
      value: kind,
    })),
  });
}

function askTitle(
  { text }: EnvironmentAsker,
  known: readonly Environment[],
  answers: Answers,
): Promise<Said<string>> {
  return text({
    title: title(),
    prompt: l10n.t(
      'Its name in lists. In files it is called by letters, digits and dashes, as # @env our-staging',
    ),
    placeholder: l10n.t('Our Staging'),
    value: answers.title ?? '',
    step: { step: 2, of: steps, back: true },
    problem: typed => titleProblem(typed, known),
  });
}

/** A host that is doubted is taken when Enter is pressed once more: behind a proxy names may not be known. */
async function askHost(asker: EnvironmentAsker, part: HostPart, answers: Answers): Promise<Said<string>> {
  const like = answers.kind?.like;
  const usual = part === 'login' ? like?.loginUrl : like?.apiUrl;
  let doubted = '';
  const said = await asker.text({
    // What is wrong takes the place of the prompt.
    title: part === 'login' ? l10n.t('Add Environment: Login Host') : l10n.t('Add Environment: API Host'),
    prompt:
      part === 'login'
        ? l10n.t('Where people sign in, and /oauth is served')
        : l10n.t('Where /rest is served'),
    placeholder: part === 'login' ? 'https://login.procore.com' : 'https://api.procore.com',
    value: (part === 'login' ? answers.login : answers.api) ?? usual ?? '',
    step: { step: part === 'login' ? 3 : 4, of: steps, back: true },
    problem: async typed => {
      const read = readHost(typed, part);
      if ('problem' in read) return read.problem;
      if (doubted === read.origin || read.origin === usual) return undefined;
      const doubt = read.doubt ?? (await unknownHost(asker, read.origin));
      if (doubt === undefined) return undefined;
      doubted = read.origin;
      return l10n.t('{0} Press Enter again to keep it.', doubt);
    },
  });
  if (said === undefined || said === 'back') return said;
  const read = readHost(said.value, part);
  return 'origin' in read ? { value: read.origin } : undefined;
}

async function unknownHost({ knows }: EnvironmentAsker, origin: string): Promise<string | undefined> {
  const { hostname } = new URL(origin);
  if (isLoopbackHost(hostname) || (await knows(hostname)) !== false) return undefined;
  return l10n.t('The network knows no host {0}: check the spelling.', hostname);
}

function askApp(
  { row }: EnvironmentAsker,
  known: readonly Environment[],
  { kind, title: called = '' }: Answers,
): Promise<Said<App>> {
  const owners = [...new Set(known.map(({ credentialsOf }) => credentialsOf))].flatMap(owner => {
    const found = findEnvironment(known, owner);
    return found === undefined || owner === 'simulator' ? [] : [found];
  });
  // As Procore has it: Monthly takes the apps of production.
  const usual = kind?.like?.credentialsOf;
  const shared = owners.toSorted((one, other) => Number(other.name === usual) - Number(one.name === usual));
  return row<App>({
    title: title(),
    placeholder: l10n.t('The app that people sign in with in {0}', called),
    step: { step: 5, of: steps, back: true },
    rows: [
      {
        label: l10n.t('An app of its own, later'),
        detail: l10n.t('Client ID and secret are asked for at the first sign-in'),
        value: 'later',
      },
      { label: l10n.t('An app of its own, now...'), value: 'now' },
      ...shared.map(owner => ({
        label: l10n.t('The app of {0}', owner.title),
        value: { of: owner.name },
      })),
    ],
  });
}
