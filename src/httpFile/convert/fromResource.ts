import type { Operation } from '../../procore/catalog/catalog.ts';
import type { Resource, Verb } from '../../procore/explorer/resources.ts';
import { type Places, targetPieces } from '../../procore/explorer/target.ts';
import { singularTitle } from '../../procore/explorer/titles.ts';
import { bodySkeleton } from '../features/completion/bodySkeleton.ts';
import type { Snippet, SnippetPart } from '../features/completion/item.ts';
import { valuePart } from '../features/completion/operation.ts';
import { featureContext } from '../features/context.ts';
import { nextFreeName } from '../features/fixes/freeName.ts';
import { noFile } from './fromOperation.ts';

/** Where a request for a resource is to be sent from, and what the editor would fill in there by itself. */
export interface RequestPlaces extends Places {
  readonly companyId: string;
  /** Company and project that are chosen in the editor: a request says them by their variables. */
  readonly chosen: { readonly companyId: string | undefined; readonly projectId: string | undefined };
  /** Said in the request; `undefined` where it goes to the right environment anyway. */
  readonly environment?: string | undefined;
  /** Asks before it is sent, wherever it goes. */
  readonly asks?: boolean;
  /** Names that other requests of the file have. */
  readonly isTaken?: (name: string) => boolean;
}

/** A request for a resource of the catalog, ready to be put into a file. */
export interface ResourceRequest {
  /** Behind its `@name`. */
  readonly name: string;
  /** For people, e.g. `Create RFI`. */
  readonly title: string;
  /** From `###` on, with places to fill in; ends with a line break. */
  readonly block: Snippet;
}

const noValues = featureContext();

/**
 * A request that lists, shows, creates, updates or deletes what `resource` is, as a block of a `.http` file; of a
 * body what the operation requires. `undefined`: the resource has no such operation.
 */
export function resourceRequest(
  resource: Resource,
  verb: Verb,
  places: RequestPlaces,
): ResourceRequest | undefined {
  const operation = resource[verb];
  if (operation === undefined) return undefined;
  const title = titleOfVerb(resource, verb);
  const name = nextFreeName(nameOfTitle(title), places.isTaken ?? (() => false));
  const { said, known } = saidPlaces(places);
  const flags = [
    `# @name ${name}`,
    ...(places.environment === undefined ? [] : [`# @env ${places.environment}`]),
    ...(places.companyId === places.chosen.companyId ? [] : [`# @company ${places.companyId}`]),
    ...(places.asks === true ? ['# @note'] : []),
    ...(verb === 'list' && isByDay(operation) ? [byDayNote] : []),
  ];
  const target = targetPieces(operation, said).map(
    (piece): SnippetPart =>
      typeof piece === 'string' ? piece : (piece.value ?? openPart(piece.parameter, operation)),
  );
  const body = bodySkeleton(operation, noFile(), noValues).map(part =>
    typeof part === 'string' ? withPlaces(part, known) : part,
  );
  return {
    name,
    title,
    block: [
      `### ${title}\n${flags.join('\n')}\n${operation.method} `,
      ...target,
      ...(body.length === 0 ? ['\n'] : body),
    ],
  };
}

const words: Readonly<Record<Verb, string>> = {
  list: 'List',
  show: 'Show',
  create: 'Create',
  update: 'Update',
  delete: 'Delete',
};

/** What a request does, for people, e.g. `Create RFI`. */
export function titleOfVerb(resource: Resource, verb: Verb): string {
  const plain = resource.title.replace(/ \(.*\)$/, '');
  return `${words[verb]} ${verb === 'list' ? plain : singularTitle(plain)}`;
}

/** A name for `# @name` out of a title: `List RFIs` is `listRfis`. */
export function nameOfTitle(title: string): string {
  return title
    .split(/[^A-Za-z0-9]+/)
    .filter(word => word !== '')
    .map((word, place) => {
      const lower = /^[A-Z]+s?$/.test(word) ? word.toLowerCase() : word;
      return (place === 0 ? lower.charAt(0).toLowerCase() : lower.charAt(0).toUpperCase()) + lower.slice(1);
    })
    .join('');
}

const variables = { company: '{{$procore.companyId}}', project: '{{$procore.projectId}}' } as const;

/** The chosen company and project stand as variables, all others as they are. */
function saidPlaces(places: RequestPlaces): {
  readonly said: Places;
  readonly known: ReadonlyMap<string, string>;
} {
  const { companyId, projectId, chosen } = places;
  const isCompanyChosen = companyId === chosen.companyId;
  const isProjectChosen = isCompanyChosen && projectId === chosen.projectId;
  const known = new Map<string, string>();
  if (!isCompanyChosen) known.set(variables.company, companyId);
  if (!isProjectChosen && projectId !== undefined) known.set(variables.project, projectId);
  return {
    said: {
      ...places,
      companyId: isCompanyChosen ? variables.company : companyId,
      projectId: isProjectChosen && projectId !== undefined ? variables.project : projectId,
    },
    known,
  };
}

function withPlaces(text: string, known: ReadonlyMap<string, string>): string {
  let said = text;
  for (const [variable, id] of known) said = said.replaceAll(variable, id);
  return said;
}

function openPart(name: string, { queryParameters }: Operation): SnippetPart {
  const parameter = queryParameters.find(known => known.name === name);
  return parameter === undefined ? { stop: `{${name}}` } : valuePart(parameter, noFile(), noValues);
}

/** Without a date such a list has today's rows only. Source: Procore documentation, "Daily Logs" [doc]. */
const byDayNote = '# Only what is of today, unless the query says log_date, or start_date and end_date.';

function isByDay({ queryParameters }: Operation): boolean {
  return queryParameters.some(({ name, required }) => name === 'log_date' && !required);
}
