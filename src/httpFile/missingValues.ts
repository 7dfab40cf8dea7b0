import { nearestName } from '../procore/nearestName.ts';
import { camelCase } from './camelCase.ts';
import { definitionsOf } from './definitions.ts';
import type { HttpFile } from './syntax.ts';
import type { MissingCode, MissingValue, Values } from './values.ts';

type Sources = Pick<Values, 'layers' | 'otherSections'>;

/** Says that `name` has no value, and why. */
export function missing(name: string, code: MissingCode, message: string): MissingValue {
  return { found: false, name, code, message, needs: undefined };
}

/** Says of a name that nothing gives it a value, with what was probably meant or what to do. */
export function unknown(name: string, file: HttpFile, values: Sources): MissingValue {
  return missing(name, 'variable-unknown', unknownMessage(name, file, values));
}

/** Says that no request has the name that `name` reads the answer of, with the one that was probably meant. */
export function unknownRequest(name: string, request: string, file: HttpFile): MissingValue {
  const near = nearestName(
    request,
    file.requests.flatMap(({ name, title }) => name?.text ?? (title ? camelCase(title.text) : [])),
  );
  const hint =
    near === undefined
      ? `Write # @name ${request} above the request whose answer is meant.`
      : `Did you mean ${near}?`;
  return missing(name, 'variable-unknown', `No request of this file is named ${request}. ${hint}`);
}

/** What to say of values that need each other; `labels` begins and ends with the same one. */
export function circularMessage(labels: readonly string[]): string {
  const [first = '', second] = labels;
  return labels.length === 2 && first === second && first.startsWith('@')
    ? `${first} takes the value of that name from outside this file, where nothing has it. Add it to http-client.env.json, or write the value here.`
    : `${labels.join(' needs ')}: no value can be found. Change one of them.`;
}

/** What to say of a name that only the sections of other environments give a value. */
export function otherSectionsMessage(name: string, sections: readonly string[]): string {
  return `{{${name}}} has a value for ${sections.join(', ')} only. Add it to the section of the environment in use, or under $shared, or choose another environment.`;
}

function unknownMessage(name: string, file: HttpFile, values: Sources): string {
  if (name.startsWith('$procore.')) return `{{${name}}} is not known. ${procoreRemedy(name)}`;
  if (/^\$(?:auth\.|aad|oidc)/.test(name)) {
    return `{{${name}}} is not read here. Remove it: who sends to Procore is signed in by the environment, and gets the header without it.`;
  }
  if (name.startsWith('$')) return `{{${name}}} is not a dynamic value that is known here.`;
  const others = values.otherSections?.get(name);
  if (others !== undefined) return otherSectionsMessage(name, others);
  const near = nearestName(name, candidates(file, values));
  if (near === undefined && isExpression(name)) return expressionMessage(`{{${name}}}`);
  return noValueMessage(name, near);
}

/** What to say of a name that nothing gives a value; `near` is the one that was probably meant. */
export function noValueMessage(name: string, near: string | undefined): string {
  const hint = near === undefined ? `Write @${name} = value above the request.` : `Did you mean {{${near}}}?`;
  return `Nothing gives {{${name}}} a value. ${hint}`;
}

/** Whether `{{text}}` can only be an expression, as httpYac takes them, and no name. */
export function isExpression(text: string): boolean {
  return !/^[\p{L}\p{N}_$][\p{L}\p{N}_$.[\]'"-]*$/u.test(text);
}

/** What to say of an expression; `said` is how it is shown. */
export function expressionMessage(said: string): string {
  return `${said} is an expression, and only names are read here. Write its value into a variable: @name = value.`;
}

function procoreRemedy(name: string): string {
  const key = name.slice('$procore.'.length);
  if (key === 'companyId' || key === 'projectId') {
    const variable = key === 'companyId' ? 'PROCORE_COMPANY_ID' : 'PROCORE_PROJECT_ID';
    return `Choose it in the editor; in a terminal set ${variable}, or pass --var ${name}=<value>.`;
  }
  if (key === 'environment') return `Choose it in the editor, or pass --var ${name}=<value>.`;
  if (/^me\.[\w.]+$/.test(key)) {
    return 'Procore says id and login of who is signed in, and the name where it knows the company. Sign in, or write the value.';
  }
  return 'Known are $procore.companyId, $procore.projectId, $procore.environment and $procore.me.id, .login and .name.';
}

function* candidates(file: HttpFile, { layers = [], otherSections }: Sources): Generator<string> {
  yield* definitionsOf(file).keys();
  for (const { values } of layers) yield* values.keys();
  yield* otherSections?.keys() ?? [];
}
