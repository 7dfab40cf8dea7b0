import type { NeededInput } from '../../httpFile/inputs.ts';
import { type HttpFile, positionAt, type RequestNode } from '../../httpFile/syntax.ts';
import type { FoundValue, ValueOrigin } from '../../httpFile/values.ts';
import { prettyJson } from '../../runner/jsonText.ts';
import { isKnownLater, type Preview, type PreviewValue } from '../../runner/preview.ts';
import { visibleLine, visibleText } from '../../runner/visibleText.ts';
import { commandId } from '../commandIds.ts';
import { type LinkedText, linkedText, type Piece } from '../responses/linkedText.ts';
import { sizeText } from '../responses/responseText.ts';

/** What the editor knows beside the preview itself. */
export interface PreviewPlace {
  readonly document: string;
  readonly file: HttpFile;
  readonly label: string;
  readonly environmentTitle: string;
  readonly host: string;
  /** Of the account whose token would be added; `undefined`: nobody is signed in. */
  readonly account: string | undefined;
  /** Name of the company, where the editor knows it. */
  readonly companyName: string | undefined;
  /** The section of environment files that was read. */
  readonly section: string;
  readonly keyOf: (request: RequestNode) => string;
  readonly labelOf: (request: RequestNode) => string;
}

/** A request as it would go out, where to and as whom, what is asked and sent first, and where values come from. */
export function previewText(preview: Preview, place: PreviewPlace): LinkedText {
  return linkedText([
    [`Preview of ${visibleLine(place.label)}: nothing was sent`],
    ...(preview.problem === undefined
      ? []
      : [[`✗ Would not be sent. ${visibleLine(preview.problem.message)}`]]),
    [],
    ...facts(preview, place).map(([name, ...pieces]) => [`${name}: `, ...pieces]),
    ...(preview.values.length === 0 ? [] : [[], ['Values']]),
    ...preview.values.map(value => [`  ${visibleLine(valueLine(value, place))}`]),
    ...requestLines(preview),
  ]);
}

type Fact = readonly [name: string, ...pieces: Piece[]];

function facts(preview: Preview, place: PreviewPlace): readonly Fact[] {
  const { destination, company, first, inputs } = preview;
  const foreign = preview.request !== undefined && destination === undefined;
  return [
    ['Environment', `${place.environmentTitle} (${place.host})`],
    ...(foreign ? [['Host', 'none of Procore’s: it gets neither token nor company'] as const] : []),
    ...(preview.request === undefined || foreign ? [] : [accountFact(preview, place)]),
    ...(company === undefined
      ? []
      : [
          [
            'Company',
            `${place.companyName === undefined ? company.id : `${place.companyName} (${company.id})`}, ${companySource[company.source]}`,
          ] as const,
        ]),
    ['Environment-Files', `section ${place.section}`],
    ...(inputs.length === 0 ? [] : [['Asked-First', inputs.map(inputText).join('; ')] as const]),
    ...(first.length === 0
      ? []
      : [['Sent-First', ...first.flatMap((each, index) => linkTo(each, index, place))] as const]),
    ...(preview.confirmation === undefined
      ? []
      : [['Confirmation', confirmationText[preview.confirmation]] as const]),
  ].map(
    ([name, ...pieces]): Fact => [
      name,
      ...pieces.map(piece => (typeof piece === 'string' ? visibleLine(piece) : piece)),
    ],
  );
}

function accountFact({ withToken }: Preview, { account }: PreviewPlace): Fact {
  if (!withToken) return ['Account', 'the request has its own Authorization, or needs none'];
  return [
    'Account',
    account === undefined
      ? 'nobody is signed in yet; you are asked to'
      : `${account}, token added when it is sent`,
  ];
}

const companySource: Readonly<Record<NonNullable<Preview['company']>['source'], string>> = {
  header: 'from its own header',
  flag: 'from # @company',
  path: 'from the path',
  query: 'from the query',
  host: 'chosen in the editor',
};

const confirmationText = {
  'production-write': 'you are asked first, because it changes production data',
  note: 'you are asked first, because of # @note',
} as const;

function inputText({ label, description, kind, options }: NeededInput): string {
  const how = kind === 'hidden' ? ' (hidden)' : kind === 'pick' ? ` (${options.join(', ')})` : '';
  return `${label}${description === undefined ? '' : `, ${description}`}${how}`;
}

function linkTo(request: RequestNode, index: number, place: PreviewPlace): readonly Piece[] {
  const link: Piece = {
    text: visibleLine(place.labelOf(request)),
    tooltip: 'Go to the request',
    command: commandId.revealRequest,
    parameters: [place.document, place.keyOf(request)],
  };
  return index === 0 ? [link] : [', ', link];
}

const originText: Readonly<Record<ValueOrigin, string>> = {
  override: 'given from outside',
  prompt: 'your answer',
  answer: 'an earlier answer',
  file: 'this file',
  privateEnvironment: 'private environment file',
  environment: 'environment file',
  sharedEnvironment: 'environment file',
  settings: 'settings',
  sharedSettings: 'settings',
  dotEnv: '.env file',
  host: 'the editor’s own choice',
  processEnv: 'the operating system',
  dynamic: 'made anew at each sending',
};

function valueLine(value: PreviewValue, place: PreviewPlace): string {
  if ('missing' in value) {
    const later = isKnownLater(value.missing);
    return `${value.name}  ${later ? laterText(value.missing.code) : `✗ ${value.missing.message}`}`;
  }
  const { found, shown } = value;
  const hides = found.shadows.map(({ layer, origin }) =>
    layer === undefined ? originText[origin] : [layer.source, layer.section].filter(Boolean).join(', '),
  );
  return [
    `${value.name} = ${shortened(shown)}`,
    sourceOf(found, place),
    ...(hides.length === 0 ? [] : [`hides ${hides.join(', ')}`]),
    ...(found.warning === undefined ? [] : [found.warning]),
  ].join('  ');
}

function laterText(code: string): string {
  if (code === 'input-needed') return 'asked before it is sent';
  return code === 'request-not-answered'
    ? 'known when the request before it is answered'
    : 'asked of Procore when it is sent';
}

function sourceOf({ origin, layer, line, definition }: FoundValue, { file }: PreviewPlace): string {
  if (definition !== undefined) return `this file, line ${positionAt(file, definition.range.start).line}`;
  if (layer === undefined) return originText[origin];
  return [layer.source, layer.section, line === undefined ? undefined : `line ${line}`]
    .filter(part => part !== undefined)
    .join(', ');
}

function requestLines({ request }: Preview): readonly (readonly Piece[])[] {
  if (request === undefined) return [];
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    [value].flat().map(one => [`${name}: ${visibleLine(one)}`]),
  );
  const body =
    request.body ?? (request.bodyBytes === 0 ? undefined : `${sizeText(request.bodyBytes)} that are no text`);
  return [
    [],
    [`${request.method} ${visibleLine(request.url)}`],
    ...headers,
    ...(body === undefined ? [] : [[], [visibleText(prettyJson(body) ?? body)]]),
  ];
}

function shortened(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
