import type { NeededInput } from '../../httpFile/inputs.ts';
import { type HttpFile, positionAt, type RequestNode } from '../../httpFile/syntax.ts';
import type { FoundValue, ValueOrigin } from '../../httpFile/values.ts';
import { prettyJson } from '../../runner/jsonText.ts';
import { isKnownLater, type Preview, type PreviewValue } from '../../runner/preview.ts';
import { visibleLine, visibleText } from '../../runner/visibleText.ts';
import { commandId } from '../commandIds.ts';
import { l10n } from '../l10n.ts';
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
    [l10n.t('Preview of {0}: nothing was sent', visibleLine(place.label))],
    ...(preview.problem === undefined
      ? []
      : [[l10n.t('✗ Would not be sent. {0}', visibleLine(preview.problem.message))]]),
    [],
    ...facts(preview, place).map(([name, ...pieces]) => [`${name}: `, ...pieces]),
    ...(preview.values.length === 0 ? [] : [[], [l10n.t('Values')]]),
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
    ...(foreign ? [['Host', l10n.t('none of Procore’s: it gets neither token nor company')] as const] : []),
    ...(preview.request === undefined || foreign ? [] : [accountFact(preview, place)]),
    ...(company === undefined
      ? []
      : [
          [
            'Company',
            `${place.companyName === undefined ? company.id : `${place.companyName} (${company.id})`}, ${companySource[company.source]()}`,
          ] as const,
        ]),
    ['Environment-Files', l10n.t('section {0}', place.section)],
    ...(inputs.length === 0 ? [] : [['Asked-First', inputs.map(inputText).join('; ')] as const]),
    ...(first.length === 0
      ? []
      : [['Sent-First', ...first.flatMap((each, index) => linkTo(each, index, place))] as const]),
    ...(preview.confirmation === undefined
      ? []
      : [['Confirmation', confirmationText[preview.confirmation]()] as const]),
  ].map(
    ([name, ...pieces]): Fact => [
      name,
      ...pieces.map(piece => (typeof piece === 'string' ? visibleLine(piece) : piece)),
    ],
  );
}

function accountFact({ withToken }: Preview, { account }: PreviewPlace): Fact {
  if (!withToken) return ['Account', l10n.t('the request has its own Authorization, or needs none')];
  return [
    'Account',
    account === undefined
      ? l10n.t('nobody is signed in yet; you are asked to')
      : l10n.t('{0}, token added when it is sent', account),
  ];
}

const companySource: Readonly<Record<NonNullable<Preview['company']>['source'], () => string>> = {
  header: () => l10n.t('from its own header'),
  flag: () => l10n.t('from # @company'),
  path: () => l10n.t('from the path'),
  query: () => l10n.t('from the query'),
  host: () => l10n.t('chosen in the editor'),
};

const confirmationText = {
  'production-write': () => l10n.t('you are asked first, because it changes production data'),
  note: () => l10n.t('you are asked first, because of # @note'),
} as const;

function inputText({ label, description, kind, options }: NeededInput): string {
  const how =
    kind === 'hidden' ? ` (${l10n.t('hidden')})` : kind === 'pick' ? ` (${options.join(', ')})` : '';
  return `${label}${description === undefined ? '' : `, ${description}`}${how}`;
}

function linkTo(request: RequestNode, index: number, place: PreviewPlace): readonly Piece[] {
  const link: Piece = {
    text: visibleLine(place.labelOf(request)),
    tooltip: l10n.t('Go to the request'),
    command: commandId.revealRequest,
    parameters: [place.document, place.keyOf(request)],
  };
  return index === 0 ? [link] : [', ', link];
}

const originText: Readonly<Record<ValueOrigin, () => string>> = {
  override: () => l10n.t('given from outside'),
  prompt: () => l10n.t('your answer'),
  answer: () => l10n.t('an earlier answer'),
  file: () => l10n.t('this file'),
  privateEnvironment: () => l10n.t('private environment file'),
  environment: () => l10n.t('environment file'),
  sharedEnvironment: () => l10n.t('environment file'),
  settings: () => l10n.t('settings'),
  sharedSettings: () => l10n.t('settings'),
  dotEnv: () => l10n.t('.env file'),
  host: () => l10n.t('the editor’s own choice'),
  processEnv: () => l10n.t('the operating system'),
  dynamic: () => l10n.t('made anew at each sending'),
};

function valueLine(value: PreviewValue, place: PreviewPlace): string {
  if ('missing' in value) {
    const later = isKnownLater(value.missing);
    return `${value.name}  ${later ? laterText(value.missing.code) : `✗ ${value.missing.message}`}`;
  }
  const { found, shown } = value;
  const hides = found.shadows.map(({ layer, origin }) =>
    layer === undefined ? originText[origin]() : [layer.source, layer.section].filter(Boolean).join(', '),
  );
  return [
    `${value.name} = ${shortened(shown)}`,
    sourceOf(found, place),
    ...(hides.length === 0 ? [] : [l10n.t('hides {0}', hides.join(', '))]),
    ...(found.warning === undefined ? [] : [found.warning]),
  ].join('  ');
}

function laterText(code: string): string {
  if (code === 'input-needed') return l10n.t('asked before it is sent');
  return code === 'request-not-answered'
    ? l10n.t('known when the request before it is answered')
    : l10n.t('asked of Procore when it is sent');
}

function sourceOf({ origin, layer, line, definition }: FoundValue, { file }: PreviewPlace): string {
  if (definition !== undefined)
    return l10n.t('this file, line {0}', positionAt(file, definition.range.start).line);
  if (layer === undefined) return originText[origin]();
  return [layer.source, layer.section, line === undefined ? undefined : l10n.t('line {0}', line)]
    .filter(part => part !== undefined)
    .join(', ');
}

function requestLines({ request }: Preview): readonly (readonly Piece[])[] {
  if (request === undefined) return [];
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    [value].flat().map(one => [`${name}: ${visibleLine(one)}`]),
  );
  const body =
    request.body ??
    (request.bodyBytes === 0 ? undefined : l10n.t('{0} that are no text', sizeText(request.bodyBytes)));
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
