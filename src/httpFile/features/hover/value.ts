import { dynamicValues } from '../../dynamicValues.ts';
import { type HttpFile, positionAt } from '../../syntax.ts';
import type { FoundValue, Scope, ShadowedValue, ValueOrigin } from '../../values.ts';
import { resolveName } from '../../variables.ts';
import type { FeatureContext } from '../context.ts';
import { masked, shownValue } from '../shownValue.ts';
import { type ExplanationPart, said, title } from './explanation.ts';

const originText: Readonly<Record<ValueOrigin, string>> = {
  override: 'given from outside',
  prompt: 'asked for at each sending',
  answer: 'an earlier answer',
  file: 'this file',
  privateEnvironment: 'the private environment file',
  environment: 'the environment file',
  sharedEnvironment: '$shared of the environment file',
  settings: 'the settings of REST Client',
  sharedSettings: '$shared of the settings of REST Client',
  dotEnv: 'a .env file',
  host: 'the environment, company and project chosen in the editor',
  processEnv: "the operating system's environment",
  dynamic: 'made anew at each sending',
};

/**
 * What a name stands for in this scope: its value, where that comes from and what it hides. Nothing is called
 * unknown where the values from outside the file are not known.
 */
export function explainName(
  name: string,
  scope: Scope,
  { layers }: Pick<FeatureContext, 'layers'>,
): readonly ExplanationPart[] {
  const found = resolveName(name, scope);
  if (found.found) return foundParts(scope.file, found);
  switch (found.code) {
    case 'request-not-answered':
      return [
        title(name),
        said('Read from the answer of another request, which is sent first where needed.'),
      ];
    case 'input-needed':
      return [title(name), said('Asked for before the request is sent.')];
    case 'variable-unknown':
    case 'dot-env-missing':
      return [title(name), said(layers === undefined ? notRead : found.message)];
    default:
      return [title(name), said(found.message)];
  }
}

const notRead =
  'Nothing in this file gives it a value. Environment files have not been read: in Restricted Mode, trust the folder first.';

function foundParts(file: HttpFile, found: FoundValue): readonly ExplanationPart[] {
  const form = found.origin === 'dynamic' ? dynamicForm(found.name) : undefined;
  return [
    title(found.name),
    ...(form === undefined ? [] : [said(form.gives)]),
    said(valueText(found), found.origin === 'dynamic' ? 'For example' : 'Value'),
    said(placeText(file, found), 'From'),
    ...found.shadows.map(shadow => said(shadowText(found.name, shadow), 'Hides')),
    ...(form === undefined || form.form === form.name ? [] : [said(form.form, 'Written')]),
    ...(found.warning === undefined ? [] : [said(found.warning)]),
  ];
}

/** What the operating system holds may be a secret whatever it is called, so it is named and not shown. */
function valueText({ name, value, origin, secrets }: FoundValue): string {
  if (origin === 'processEnv') return 'set, not shown';
  if (value === '') return 'empty';
  // A longer secret may hold a shorter one.
  const longestFirst = secrets.toSorted((a, b) => b.length - a.length);
  const hidden = longestFirst.reduce((text, secret) => text.replaceAll(secret, masked), value);
  return shownValue(name, hidden, false);
}

function placeText(file: HttpFile, { origin, definition, layer, line }: FoundValue): string {
  if (definition !== undefined)
    return `${originText[origin]}, line ${positionAt(file, definition.range.start).line}`;
  if (layer === undefined) return originText[origin];
  const section = layer.section === undefined ? '' : `, ${layer.section}`;
  return `${layer.source}${section}${line === undefined ? '' : `, line ${line}`}`;
}

function shadowText(name: string, { origin, value, layer }: ShadowedValue): string {
  const place = layer === undefined ? originText[origin] : placeOf(layer);
  return `${shownValue(name, value, layer?.secret === true)} (${place})`;
}

function placeOf({
  source,
  section,
}: {
  readonly source: string;
  readonly section: string | undefined;
}): string {
  return section === undefined ? source : `${source}, ${section}`;
}

function dynamicForm(name: string) {
  const begins = dynamicValues.filter(
    known => name.startsWith(known.name) && !/^[\w-]/.test(name.slice(known.name.length)),
  );
  return begins.toSorted((a, b) => b.name.length - a.name.length)[0];
}
