import type { SessionEnd } from '../../oauth/sessionRecord.ts';
import type { DiagnosisId } from '../../procore/diagnosis/diagnosis.ts';
import { foundText, rowsText } from '../../runner/render.ts';
import { endedText } from '../auth/endedText.ts';
import { commandId } from '../commandIds.ts';
import { type SentRequest, succeeded } from '../requests/sentRequests.ts';
import { budgetLine, headline, type Wording } from '../responses/responseText.ts';
import { requestProblems } from './problemModel.ts';

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
  /** `undefined`: the host is none of Procore's. */
  readonly environmentTitle: string | undefined;
  readonly host: string;
  /** Whether the account's token is added. */
  readonly withToken: boolean;
  /** `undefined`: nobody is signed in. */
  readonly account:
    | {
        readonly label: string;
        /** By what the login host said when it issued the token; `undefined`: it did not say. */
        readonly minutesLeft: number | undefined;
        /** `undefined`: alive. */
        readonly ended: SessionEnd | undefined;
      }
    | undefined;
  /** `undefined`: the header is not sent. Without a name where only the file tells of it. */
  readonly company: { readonly id: string; readonly name: string | undefined } | undefined;
}

/** Commands that a hover may offer; the hover trusts no other. */
export const hoverCommands: readonly string[] = [
  commandId.showResponse,
  commandId.signIn,
  commandId.chooseCompany,
  commandId.switchEnvironment,
];

const helpfulCommand: Partial<Record<DiagnosisId, { readonly text: string; readonly command: string }>> = {
  'not-signed-in': { text: 'Sign In', command: commandId.signIn },
  'access-token-invalid': { text: 'Sign In', command: commandId.signIn },
  'refresh-token-invalid': { text: 'Sign In', command: commandId.signIn },
  'company-header-missing': { text: 'Choose Company', command: commandId.chooseCompany },
  'wrong-environment': { text: 'Switch Environment', command: commandId.switchEnvironment },
};

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
  return [...(sent === undefined ? [] : lastSending(sent, wording)), ...destinationParts(destination)];
}

function lastSending(sent: SentRequest, wording: Wording): readonly HoverPart[] {
  const { exchange } = sent;
  if (exchange === undefined) return [{ kind: 'title', text: sent.progress }];
  const shows: HoverPart = {
    kind: 'command',
    text: 'Show Answer',
    command: commandId.showResponse,
    parameters: [sent.document, sent.key],
  };
  // The editor shows the problems of a line above its hovers; saying it twice would push the remedy out of sight.
  const inProblems: ReadonlySet<string> = new Set(requestProblems(exchange).map(({ code }) => code));
  const lines = [rowsText(exchange), budgetLine(exchange, wording)].filter(line => line !== undefined);
  return [
    { kind: 'title', text: headline(exchange) },
    ...(exchange.error === null ? [] : [{ kind: 'text' as const, text: exchange.error.message }]),
    ...exchange.asserts
      .filter(({ passed }) => !passed)
      .map(({ text, actual }) => ({
        kind: 'text' as const,
        label: 'Failed',
        text: `${text} (${foundText(actual)})`,
      })),
    ...exchange.diagnoses.flatMap((diagnosis): HoverPart[] => {
      const help = helpfulCommand[diagnosis.id];
      return [
        ...(inProblems.has(diagnosis.id)
          ? []
          : [
              { kind: 'title' as const, text: diagnosis.title },
              { kind: 'text' as const, label: 'Cause', text: diagnosis.cause },
            ]),
        { kind: 'steps', label: 'What to do', steps: diagnosis.remedies },
        ...(help === undefined ? [] : [{ kind: 'command' as const, ...help, parameters: [] }]),
        { kind: 'link', text: 'Procore documentation', url: diagnosis.link },
      ];
    }),
    ...(succeeded(exchange) ? lines.map(text => ({ kind: 'text' as const, text })) : []),
    shows,
  ];
}

function destinationParts({
  environmentTitle,
  host,
  withToken,
  account,
  company,
}: Destination): readonly HoverPart[] {
  return [
    {
      kind: 'text',
      label: 'Goes to',
      text: environmentTitle === undefined ? host : `${environmentTitle} (${host})`,
    },
    ...(withToken ? accountParts(account) : [{ kind: 'text' as const, text: 'No token is added.' }]),
    ...(company === undefined
      ? []
      : [
          {
            kind: 'text' as const,
            label: 'Company',
            text: company.name === undefined ? company.id : `${company.name} (${company.id})`,
          },
        ]),
  ];
}

function accountParts(account: Destination['account']): readonly HoverPart[] {
  const signIn = (text: string): HoverPart => ({
    kind: 'command',
    text,
    command: commandId.signIn,
    parameters: [],
  });
  if (account === undefined) return [signIn('Not signed in. Sign In')];
  const { label, minutesLeft, ended } = account;
  if (ended !== undefined)
    return [
      { kind: 'text', label: 'As', text: `${label}, but the session has ended: ${endedText(ended)}` },
      signIn('Sign In Again'),
    ];
  const token =
    minutesLeft === undefined ? '' : `, token valid for ${minutesLeft} min as the login host said`;
  return [{ kind: 'text', label: 'As', text: `${label}${token}` }];
}
