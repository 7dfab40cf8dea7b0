import * as vscode from 'vscode';
import {
  type OpenParameter,
  type OperationAnswers,
  openParameters,
  operationTarget,
  optionalParameters,
  parameterProblem,
} from '../../httpFile/convert/fromOperation.ts';
import type { FeatureContext } from '../../httpFile/features/context.ts';
import { aboutParameter } from '../../httpFile/features/parameterText.ts';
import type { Catalog, Operation } from '../../procore/catalog/catalog.ts';
import { plainText } from '../../procore/plainText.ts';
import { askRow, askText, type Row, type Said, type Step } from './inputs.ts';

/** What somebody typed before; kept for as long as the window is open, so that giving up loses nothing. */
export interface OperationMemory {
  typed: string;
  /** By operation and parameter. */
  readonly answers: Map<string, string>;
}

export interface OperationWish {
  readonly operation: Operation;
  readonly answers: OperationAnswers;
  readonly next: 'send' | 'edit';
}

/** Enough to choose from; more is found by typing. */
const mostRows = 100;

/** Asks for an operation, its parameters and what to do with it; Back leads through all of it. */
export async function askOperation(
  catalog: Catalog,
  context: FeatureContext,
  memory: OperationMemory,
): Promise<OperationWish | undefined> {
  for (;;) {
    const operation = await askWhich(catalog, memory);
    if (operation === undefined) return undefined;
    const wish = await askRest(operation, context, memory);
    if (wish !== 'back') return wish;
  }
}

async function askWhich(catalog: Catalog, memory: OperationMemory): Promise<Operation | undefined> {
  const said = await askRow({
    title: vscode.l10n.t('Run Operation'),
    placeholder: vscode.l10n.t('Type what you want to do, such as "create rfi", or a path'),
    step: { step: 1, of: 1, back: false },
    rows: [],
    search: {
      typed: memory.typed,
      rowsFor: typed => catalog.search(typed, { limit: mostRows }).map(rowOf),
      onTyped(typed) {
        memory.typed = typed;
      },
    },
  });
  return said === 'back' ? undefined : said?.value;
}

/** Only the method is the label: the list sorts by what the text finds in labels, and this one is ranked. */
function rowOf(operation: Operation): Row<Operation> {
  const { method, path, tag, deprecated } = operation;
  const detail = deprecated
    ? vscode.l10n.t('{0} (deprecated)', tag.replaceAll('/', ' › '))
    : tag.replaceAll('/', ' › ');
  return { label: method, description: path, detail, value: operation };
}

/** Asks for the parameters of an operation and what to do with it. */
export async function askRest(
  operation: Operation,
  context: FeatureContext,
  memory: OperationMemory,
): Promise<OperationWish | 'back' | undefined> {
  const open = openParameters(operation, context);
  const answers = new Map<string, string>();
  const hasLast = operation.body === undefined;
  const of = 1 + open.length + (hasLast ? 1 : 0);
  for (let index = 0; ; ) {
    const parameter = open[index];
    if (parameter !== undefined) {
      const step = { step: index + 2, of, back: true };
      const said = await askParameter(operation, parameter, memory, step);
      if (said === undefined) return undefined;
      if (said === 'back' && index === 0) return 'back';
      if (said !== 'back') answers.set(parameter.key, said.value);
      index += said === 'back' ? -1 : 1;
      continue;
    }
    // A body is filled in where it can be read, and nothing is sent before that.
    if (!hasLast) return { operation, answers, next: 'edit' };
    const step = { step: of, of, back: true };
    const said = await askWhatThen(operation, answers, context, step);
    if (said === undefined) return undefined;
    if (said === 'back') {
      if (index === 0) return 'back';
      index -= 1;
      continue;
    }
    if (said.value !== 'add') return { operation, answers, next: said.value };
    if ((await addParameter(operation, answers, context, memory)) === undefined) return undefined;
  }
}

async function askWhatThen(
  operation: Operation,
  answers: OperationAnswers,
  context: FeatureContext,
  step: Step,
): Promise<Said<'send' | 'edit' | 'add'>> {
  // With company and project as they are chosen now: that is what somebody wants to see before sending.
  const target = operationTarget(operation, answers, context).replaceAll(
    /\{\{(\$procore\.\w+)\}\}/g,
    (written, name: string) => context.hostValues[name] ?? written,
  );
  const { title } = context.environment;
  const rows: Row<'send' | 'edit' | 'add'>[] = [
    {
      label: `$(play) ${vscode.l10n.t('Send to {0}', title)}`,
      detail: `${operation.method} ${target}`,
      value: 'send',
    },
    {
      label: `$(edit) ${vscode.l10n.t('Open in an Editor')}`,
      detail: vscode.l10n.t('As a new .http file, to change it first. Nothing is sent.'),
      value: 'edit',
    },
  ];
  if (optionalParameters(operation, answers, context).length > 0)
    rows.push({ label: `$(add) ${vscode.l10n.t('Add a Query Parameter...')}`, value: 'add' });
  return askRow({
    title: titleOf(operation),
    placeholder: vscode.l10n.t('What to do with this request'),
    step,
    rows,
  });
}

/** `undefined`: given up; going back from either question adds nothing. */
async function addParameter(
  operation: Operation,
  answers: Map<string, string>,
  context: FeatureContext,
  memory: OperationMemory,
): Promise<true | undefined> {
  const step = { step: 1, of: 1, back: true };
  const rows = optionalParameters(operation, answers, context).map(open => ({
    label: open.parameter.name,
    description: aboutParameter(open.parameter),
    value: open,
  }));
  const placeholder = vscode.l10n.t('Which query parameter');
  for (;;) {
    const which = await askRow({ title: titleOf(operation), placeholder, step, rows });
    if (which === undefined) return undefined;
    if (which === 'back') return true;
    const said = await askParameter(operation, which.value, memory, step);
    if (said === undefined) return undefined;
    if (said === 'back') continue;
    answers.set(which.value.key, said.value);
    return true;
  }
}

async function askParameter(
  operation: Operation,
  { key, of, parameter }: OpenParameter,
  memory: OperationMemory,
  step: Step,
): Promise<Said<string>> {
  const { name, type, values } = parameter;
  const place = `${operation.method} ${operation.path} ${key}`;
  const known = memory.answers.get(place);
  const choices = type === 'boolean' ? ['true', 'false'] : (values ?? []).map(String);
  const title = titleOf(operation);
  const what = of === '' ? name : `${of} › ${name}`;
  const said =
    choices.length > 1
      ? await askRow({
          title,
          placeholder: what,
          step,
          rows: ordered(choices, known).map(value => ({ label: value, value })),
        })
      : await askText({
          title,
          prompt: what,
          placeholder: aboutParameter(parameter),
          value: known ?? (parameter.default === undefined ? '' : plainText(parameter.default)),
          step,
          problem: text => problemText(parameterProblem(parameter, text), name),
        });
  if (said !== undefined && said !== 'back') memory.answers.set(place, said.value);
  return said;
}

function ordered(values: readonly string[], first: string | undefined): readonly string[] {
  if (first === undefined || !values.includes(first)) return values;
  return [first, ...values.filter(value => value !== first)];
}

function problemText(problem: ReturnType<typeof parameterProblem>, name: string): string | undefined {
  if (problem === undefined) return undefined;
  return problem === 'empty'
    ? vscode.l10n.t('The request needs a value for {0}. Escape gives it up.', name)
    : vscode.l10n.t('{0} is a whole number. Write one, or a variable such as {1}.', name, '{{id}}');
}

function titleOf({ method, path }: Operation): string {
  return `${method} ${path}`;
}
