import type { SessionEnd } from '../../oauth/sessionRecord.ts';
import type { Diagnosis } from '../../procore/diagnosis/diagnosis.ts';
import { fieldRemedy } from '../../procore/diagnosis/fieldRemedy.ts';
import { foundText } from '../../runner/render.ts';
import { endedText } from '../auth/endedText.ts';
import { commandId } from '../commandIds.ts';
import { l10n, translated, translatedDiagnosis } from '../l10n.ts';
import { kindTitles, remedyCommands } from '../remedies/remedyModel.ts';
import type { SentRequest } from '../requests/sentRequests.ts';
import { headline, type Wording } from '../responses/responseText.ts';
import { limitSource, rowsSource } from './numberSources.ts';
import { type FieldProblem, requestProblems } from './problemModel.ts';

/** What a hover says, free of markup: data of answers goes in as text only. */
export type HoverPart =
  | { readonly kind: 'title'; readonly text: string }
  | { readonly kind: 'text'; readonly label?: string; readonly text: string }
  | { readonly kind: 'steps'; readonly label: string; readonly steps: readonly string[] }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  | {
      readonly kind: 'command';
      readonly text: string;
      readonly command: string;
      readonly parameters: readonly string[];
    };

/** Who and where a request would be sent as. */
export interface Destination {
  /** Nothing is sent before the folder is trusted. */
  readonly restricted?: boolean;
  /** `undefined`: the host is none of Procore's. */
  readonly environmentTitle: string | undefined;
  readonly host: string;
  /** Whether the account's token is added. */
  readonly withToken: boolean;
  /** `undefined`: nobody is signed in. */
  readonly account:
    | {
        readonly label: string;
        /** Name of the one that it is signed in to. */
        readonly environment: string;
        /** By what the login host said when it issued the token; `undefined`: it did not say. */
        readonly minutesLeft: number | undefined;
        /** `undefined`: alive. */
        readonly ended: SessionEnd | undefined;
      }
    | undefined;
  /** `undefined`: the header is not sent. Without a name where only the file tells of it. */
  readonly company: { readonly id: string; readonly name: string | undefined } | undefined;
}

/** The editor's own. */
const manageTrust = 'workbench.trust.manage';

/** Commands that a hover may offer; the hover trusts no other. */
export const hoverCommands: readonly string[] = [
  commandId.showResponse,
  commandId.signIn,
  manageTrust,
  ...Object.values(remedyCommands),
];

/** A line of them, no menu. */
const mostRemedies = 3;

/** Titles hold nothing of an answer: in Markdown they are the text of a link. */
function remedyParts({ actions }: Diagnosis, { document, key }: SentRequest): readonly HoverPart[] {
  return [...new Set(actions.map(({ kind }) => kind))].slice(0, mostRemedies).map(kind => ({
    kind: 'command',
    text: translated(kindTitles[kind]),
    command: remedyCommands[kind],
    parameters: [document, key],
  }));
}

/** A command as an address inside Markdown, which a bracket among the parameters must not end. */
export function commandUri(command: string, parameters: readonly string[]): string {
  const query = encodeURIComponent(JSON.stringify(parameters));
  return `command:${command}?${query.replaceAll('(', '%28').replaceAll(')', '%29')}`;
}

/** The hover on a request line: what went wrong last time and what to do, then where it goes next time. */
export function hoverParts(
  sent: SentRequest | undefined,
  destination: Destination,
  wording: Wording,
): readonly HoverPart[] {
  // The editor shows the problems of a line above its hovers; saying it twice would push the remedy out of sight.
  const above = sent?.exchange === undefined ? [] : requestProblems(sent.exchange).map(({ code }) => code);
  return [
    ...(sent === undefined ? [] : lastSending(sent, wording, new Set(above))),
    ...destinationParts(destination),
  ];
}

/** The hover on the status line of an answer: all that is known of why, what to do, and where numbers come from. */
export function answerParts(sent: SentRequest, wording: Wording): readonly HoverPart[] {
  return lastSending(sent, wording, new Set()).filter(
    part => part.kind !== 'command' || !isShown(part.command),
  );
}

/** Who reads the answer needs no way to it. */
function isShown(command: string): boolean {
  return command === commandId.showResponse;
}

/**
 * The hover on a field that a server complained of, in the body sent and in the body received. `isProblem`: it has
 * a problem there, which the editor shows above.
 */
export function fieldParts(
  { message, field, diagnosis }: FieldProblem,
  isProblem: boolean,
): readonly HoverPart[] {
  return [
    ...(isProblem ? [] : [{ kind: 'title' as const, text: message }]),
    ...(field.message === ''
      ? []
      : [{ kind: 'text' as const, label: l10n.t('Cause'), text: translated(diagnosis.title) }]),
    { kind: 'steps', label: l10n.t('What to do'), steps: fieldSteps(field, diagnosis) },
    { kind: 'link', text: l10n.t('Procore documentation'), url: diagnosis.link },
  ];
}

/** What helps this field first, then what helps any; not what is for others. */
function fieldSteps(field: FieldProblem['field'], { fields, remedies }: Diagnosis): readonly string[] {
  const remedyOf = ({ name, message }: FieldProblem['field']) => fieldRemedy(name, message);
  const forOne = new Set(fields.map(remedyOf));
  const general = remedies.filter(remedy => !forOne.has(remedy));
  const own = field.message === '' || field.position !== undefined ? [] : [remedyOf(field)];
  return [...own, ...general].slice(0, 4).map(translated);
}

function lastSending(
  sent: SentRequest,
  wording: Wording,
  inProblems: ReadonlySet<string>,
): readonly HoverPart[] {
  const { exchange } = sent;
  if (exchange === undefined) return [{ kind: 'title', text: sent.progress }];
  const shows: HoverPart = {
    kind: 'command',
    text: l10n.t('Show Answer'),
    command: commandId.showResponse,
    parameters: [sent.document, sent.key],
  };
  const numbers: readonly HoverPart[] = [
    ...labelled(l10n.t('Rows'), rowsSource(exchange)),
    ...labelled(l10n.t('Rate limit'), limitSource(sent, wording)),
  ];
  return [
    { kind: 'title', text: headline(exchange) },
    ...(exchange.error === null ? [] : [{ kind: 'text' as const, text: exchange.error.message }]),
    ...exchange.asserts
      .filter(({ passed }) => !passed)
      .map(({ text, actual }) => ({
        kind: 'text' as const,
        label: l10n.t('Failed'),
        text: `${text} (${foundText(actual, l10n.t)})`,
      })),
    ...exchange.diagnoses.map(translatedDiagnosis).flatMap((diagnosis): HoverPart[] => {
      return [
        ...(inProblems.has(diagnosis.id)
          ? []
          : [
              { kind: 'title' as const, text: diagnosis.title },
              { kind: 'text' as const, label: l10n.t('Cause'), text: diagnosis.cause },
            ]),
        { kind: 'steps', label: l10n.t('What to do'), steps: diagnosis.remedies },
        ...remedyParts(diagnosis, sent),
        { kind: 'link', text: l10n.t('Procore documentation'), url: diagnosis.link },
      ];
    }),
    ...labelled(l10n.t('Query'), sent.hint?.text),
    ...numbers,
    shows,
  ];
}

function labelled(label: string, text: string | undefined): readonly HoverPart[] {
  return text === undefined ? [] : [{ kind: 'text', label, text }];
}

function destinationParts({
  restricted = false,
  environmentTitle,
  host,
  withToken,
  account,
  company,
}: Destination): readonly HoverPart[] {
  return [
    {
      kind: 'text',
      label: l10n.t('Goes to'),
      text: environmentTitle === undefined ? host : `${environmentTitle} (${host})`,
    },
    ...(restricted
      ? restrictedParts()
      : withToken
        ? accountParts(account)
        : [{ kind: 'text' as const, text: l10n.t('No token is added.') }]),
    ...(company === undefined
      ? []
      : [
          {
            kind: 'text' as const,
            label: l10n.t('Company'),
            text: company.name === undefined ? company.id : `${company.name} (${company.id})`,
          },
        ]),
  ];
}

function restrictedParts(): readonly HoverPart[] {
  return [
    { kind: 'text', text: l10n.t('Nothing is sent in Restricted Mode, and no token is used.') },
    { kind: 'command', text: l10n.t('Manage Workspace Trust'), command: manageTrust, parameters: [] },
  ];
}

function accountParts(account: Destination['account']): readonly HoverPart[] {
  const signIn = (text: string): HoverPart => ({
    kind: 'command',
    text,
    command: commandId.signIn,
    parameters: [],
  });
  if (account === undefined) return [signIn(l10n.t('Not signed in. Sign In'))];
  const { label, environment, minutesLeft, ended } = account;
  if (ended !== undefined)
    return [
      {
        kind: 'text',
        label: l10n.t('As'),
        text: l10n.t('{0}, but the session has ended: {1}', label, endedText(ended, environment)),
      },
      signIn(l10n.t('Sign In Again')),
    ];
  const text =
    minutesLeft === undefined
      ? l10n.t('{0}, the login host did not say how long its token lives', label)
      : l10n.t('{0}, token valid for {1} min as the login host said', label, minutesLeft);
  return [{ kind: 'text', label: l10n.t('As'), text }];
}
