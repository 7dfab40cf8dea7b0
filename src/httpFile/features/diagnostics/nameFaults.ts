import { nearestName } from '../../../procore/nearestName.ts';
import { camelCase } from '../../camelCase.ts';
import {
  expressionMessage,
  isExpression,
  noValueMessage,
  otherSectionsMessage,
} from '../../missingValues.ts';
import { parseHttpFile } from '../../parser.ts';
import type { ProblemSeverity } from '../../syntax.ts';
import { resolveName } from '../../variables.ts';
import type { FeatureContext } from '../context.ts';
import type { FileNames } from './fileNames.ts';
import { quoted } from './finding.ts';

/** Why a name has no value, or none that is known before sending. */
export interface NameFault {
  readonly code: 'variable-unknown' | 'dynamic-value-invalid' | 'company-not-chosen' | 'project-not-chosen';
  readonly severity: ProblemSeverity;
  readonly message: string;
  /** The name that was probably meant. */
  readonly near: string | undefined;
}

/**
 * Why nothing outside a request gives `name` a value; `undefined` where something does. Names that file
 * variables define are not asked here.
 */
export function nameFault(name: string, names: FileNames, context: FeatureContext): NameFault | undefined {
  const memory = memoryOf(names, context);
  if (!memory.has(name)) memory.set(name, findFault(name, names, context));
  return memory.get(name);
}

/** A file asks for the same few names again and again. */
const memories = new WeakMap<FileNames, WeakMap<FeatureContext, Map<string, NameFault | undefined>>>();

function memoryOf(names: FileNames, context: FeatureContext): Map<string, NameFault | undefined> {
  const byContext = memories.get(names) ?? new WeakMap<FeatureContext, Map<string, NameFault | undefined>>();
  memories.set(names, byContext);
  const memory = byContext.get(context) ?? new Map<string, NameFault | undefined>();
  byContext.set(context, memory);
  return memory;
}

function findFault(name: string, names: FileNames, context: FeatureContext): NameFault | undefined {
  if (context.outside?.has(name) === true || Object.hasOwn(context.hostValues, name)) return undefined;
  if (name.startsWith('$')) return dollarFault(name, names, context);
  const head = /^[^.[\]()]+/.exec(name)?.[0].trim() ?? '';
  if (head !== name) {
    // `login.token`, `config.host`: a path in an answer, or in what a variable holds.
    if (names.definitions.has(head) || context.outside?.has(head) === true) return undefined;
    if (namesRequest(head, names) || namesRequest(head.replace(/Response$/, ''), names)) return undefined;
  }
  if (context.outside === undefined || names.imports) return undefined;
  const others = context.otherSections.get(name);
  if (others !== undefined) return fault('error', otherSectionsMessage(name, others), undefined);
  if (names.scripted.has(head)) return scriptFault(name, head);
  if (names.looped.has(head)) return loopFault(name);
  if (/^[^.[\]{}()]+\.(?:request|response)\.(?:body|headers)\b/.test(name)) return requestFault(head, names);
  if (isExpression(name)) return fault('warning', expressionMessage(quoted(`{{${name}}}`)), undefined);
  const near = nearestName(name, candidates(names, context));
  return fault('error', noValueMessage(name, near), near);
}

function* candidates(
  names: FileNames,
  { outside, otherSections, hostValues }: FeatureContext,
): Generator<string> {
  yield* names.definitions.keys();
  yield* outside?.keys() ?? [];
  yield* otherSections.keys();
  yield* Object.keys(hostValues);
}

function namesRequest(name: string, { requests, titles }: FileNames): boolean {
  const slug = camelCase(name);
  return requests.has(name) || requests.has(slug) || titles.get(slug) === 1;
}

function requestFault(name: string, { requests }: FileNames): NameFault {
  const near = nearestName(name, requests);
  const hint =
    near === undefined
      ? `Write # @name ${name} above the request whose answer is meant.`
      : `Did you mean ${near}?`;
  return fault('error', `No request of this file is named ${name}. ${hint}`, near);
}

function scriptFault(name: string, variable: string): NameFault {
  return fault(
    'warning',
    `{{${name}}} is set by a script, and scripts are not run here. Write @${variable} = value above the request, or read it from an answer: {{requestName.response.body.$.path}}.`,
    undefined,
  );
}

function loopFault(name: string): NameFault {
  return fault(
    'warning',
    `{{${name}}} is given by @loop, which is not followed here: the request is sent once. Write its value instead.`,
    undefined,
  );
}

/** What REST Client, httpYac and JetBrains read and this does not: signing in, counters, Faker's families. */
const readElsewhere =
  /^\$(?:aad(?:V2)?Token\b|oidcAccessToken\b|auth\.|random\.\w+\.|index$|exampleServer$|global\.)/;

function dollarFault(name: string, names: FileNames, context: FeatureContext): NameFault | undefined {
  if (names.looped.has(name)) return loopFault(name);
  // JetBrains' paths in what a script holds, as in $.clients..id, and httpYac's globals.
  const [, held, shared] = /^\$(?:\.+([\w-]+)|(global\.[^.[\]()]+))/.exec(name) ?? [];
  if (held !== undefined && names.scripted.has(held)) return scriptFault(name, held);
  if (shared !== undefined && names.scripted.has(`$${shared}`))
    return scriptFault(name, shared.slice('global.'.length));
  if (name === '$procore.companyId') return notChosen('company-not-chosen', name, 'company');
  if (name === '$procore.projectId') return notChosen('project-not-chosen', name, 'project');
  // The world of this machine is asked when the request is sent.
  if (/^\$(?:processEnv\b|env\.|dotenv\b|procore\.me\.)/.test(name)) return undefined;
  const file = parseHttpFile('GET /\n');
  const [request] = file.requests;
  if (request === undefined) return undefined;
  const found = resolveName(name, {
    file,
    request,
    values: {
      overrides: {},
      layers: context.layers ?? [],
      host: context.hostValues,
      processEnv: {},
      now: () => 0,
      random: () => 0,
      uuid: () => '',
      answerOf: () => undefined,
    },
  });
  if (found.found) return undefined;
  if (found.code === 'dynamic-value-invalid')
    return { code: found.code, severity: 'error', message: found.message, near: undefined };
  if (found.code !== 'variable-unknown') return undefined;
  return fault(readElsewhere.test(name) ? 'warning' : 'error', found.message, undefined);
}

function notChosen(code: 'company-not-chosen' | 'project-not-chosen', name: string, what: string): NameFault {
  return {
    code,
    severity: 'information',
    message: `No ${what} is chosen in this environment, so {{${name}}} has no value. Choose one, or write its id instead.`,
    near: undefined,
  };
}

function fault(severity: ProblemSeverity, message: string, near: string | undefined): NameFault {
  return { code: 'variable-unknown', severity, message, near };
}
