import type { Operation } from '../catalog/catalog.ts';

/** What an operation does with records: the whole list, or one record of it. */
export type Verb = 'list' | 'show' | 'create' | 'update' | 'delete';

/** Whose records they are. */
export type Scope = 'company' | 'project';

/** Where an operation belongs. */
export interface Place {
  /** Whose it is. Of both where the query may name the one or the other; none where nothing says. */
  readonly scopes: readonly Scope[];
  /** What is left of the list's path behind version and scope, `{}` for an id: `rfis/{}/replies`. */
  readonly stem: string;
  readonly verb: Verb;
  readonly operation: Operation;
}

/**
 * Lists that a form is filled from, and actions: nobody looks for a record there. Webhooks are asked for by a
 * namespace, which only those who made them know, and have a view of their own.
 */
const aside = new RegExp(
  `(?:^|/)(?:${[
    'filters?|filter_options|[a-z_]*options|defaults?|default_[a-z_]+|potential_[a-z_]+|possible_[a-z_]+',
    'available_[a-z_]+|assignable[a-z_]*|next_[a-z_]+|users_with_[a-z_]+|custom_tools|correspondence_types',
    'recycle_bin|recycled?|inactive|ids|[a-z_]+_ids|sync|bulk[a-z_]*|new|exports?|pdf|index|grouped_index|feed',
    'counts?|status_count|status_total|all|mine|me|permissions|[a-z_]*permission|settings|[a-z_]*configurations?',
    'change_history|change_histor[a-z_]+|scoped_[a-z_]+|attachments_with_markup|distribution_groups_with_ancestors',
    'detail|ball_in_court|punch_list|webhooks',
  ].join('|')})(?:$|/)`,
);

/** `undefined` for what is not a list, nor about one record, nor about a company or project at all. */
export function placeOf(operation: Operation): Place | undefined {
  // What an operation's query takes is read only where its path does not say enough: that costs most of the time.
  const path =
    /^\/rest\/v[\d.]+\/(?:(companies\/\{(?:company_id|id)\})\/)?(?:(projects\/\{(?:project_id|id)\})\/)?(.+)$/.exec(
      operation.path,
    );
  const [, company, project, rest = ''] = path ?? [];
  const verb = verbOf(operation.method, rest);
  if (verb === undefined) return undefined;
  const collection = verb === 'list' || verb === 'create' ? rest : rest.slice(0, rest.lastIndexOf('/'));
  const stem = collection.replaceAll(/\{[^}]*\}/g, '{}');
  if (stem === '' || stem.includes('{}/{}') || stem.startsWith('{}') || aside.test(stem)) return undefined;
  if (verb === 'list' && operation.queryParameters.some(needsMore)) return undefined;
  const scopes =
    project !== undefined ? ofProject : company !== undefined ? ofCompany : scopesOfQuery(operation);
  return { scopes, stem, verb, operation };
}

const ofProject: readonly Scope[] = ['project'];
const ofCompany: readonly Scope[] = ['company'];

function scopesOfQuery({ queryParameters }: Operation): readonly Scope[] {
  const named = (['project', 'company'] as const).filter(scope =>
    queryParameters.some(({ name }) => name === `${scope}_id`),
  );
  const required = named.filter(scope =>
    queryParameters.some(({ name, required }) => required && name === `${scope}_id`),
  );
  // Who must name the project belongs to it, whether the company is named or not.
  if (required.includes('project')) return ofProject;
  return required.length > 0 ? required : named;
}

function verbOf(method: string, rest: string): Verb | undefined {
  const single = rest.endsWith('}');
  if (method === 'GET') return single ? 'show' : 'list';
  if (method === 'POST') return single ? undefined : 'create';
  if (method === 'PATCH' || method === 'PUT') return single ? 'update' : undefined;
  return method === 'DELETE' && single ? 'delete' : undefined;
}

/** A page's size can always be said; of everything else nobody knows what is meant. */
function needsMore({ name, required }: Operation['queryParameters'][number]): boolean {
  return required && !/^(?:company_id|project_id|per_page|page)$/.test(name);
}
