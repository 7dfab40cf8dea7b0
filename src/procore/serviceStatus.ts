import { cleanText } from './errors/cleanText.ts';
import { statusPage } from './support.ts';

/** How a component of Procore is, by its status page. Texts are one line each, and still foreign. */
export interface ServiceStatus {
  /** `undefined`: the page has no component of that id or name. */
  readonly api: ComponentStatus | undefined;
  readonly webhooks: ComponentStatus | undefined;
  /** Unresolved, and about the API or about nothing in particular; the worst-placed first, as the page has them. */
  readonly incidents: readonly ServiceIncident[];
}

/** Statuspage's five, by meaning; `unknown`: a word that is none of them. */
export type ComponentState =
  | 'operational'
  | 'degraded'
  | 'partial-outage'
  | 'outage'
  | 'maintenance'
  | 'unknown';

/** One component of the page. */
export interface ComponentStatus {
  readonly name: string;
  readonly state: ComponentState;
  /** ISO 8601, when it last changed; `undefined`: not told. */
  readonly since: string | undefined;
}

/** An incident or maintenance that is not over. */
export interface ServiceIncident {
  readonly name: string;
  /** A word such as `investigating` or `in_progress`; may be empty. */
  readonly status: string;
}

/**
 * Reads the summary of a Statuspage (`/api/v2/summary.json`). The page's own indicator is about some 150 components,
 * so the one of the API is looked up, by id [live], else by name. `undefined`: the text is no such summary. Whatever
 * else is missing or odd in it is left out. The form is that product's [inferred].
 */
export function readServiceStatus(text: string): ServiceStatus | undefined {
  const components = listOf(parsed(text), 'components');
  if (components === undefined) return undefined;
  const { apiComponent, webhooksComponent } = statusPage;
  const api =
    components.find(each => textOf(each, 'id') === apiComponent.id) ?? named(components, apiComponent.name);
  const webhooks = named(components, webhooksComponent.name);
  const ids = [api, webhooks].flatMap(each => (each === undefined ? [] : [textOf(each, 'id')]));
  const summary = parsed(text);
  return {
    api: api && componentOf(api),
    webhooks: webhooks && componentOf(webhooks),
    incidents: [
      ...(listOf(summary, 'incidents') ?? []),
      ...(listOf(summary, 'scheduled_maintenances') ?? []).filter(isUnderWay),
    ]
      .filter(incident => concerns(incident, ids))
      .slice(0, 5)
      .map(incident => ({
        name: textOf(incident, 'name') || 'Incident',
        status: textOf(incident, 'status'),
      })),
  };
}

const states: Readonly<Record<string, ComponentState>> = {
  operational: 'operational',
  degraded_performance: 'degraded',
  partial_outage: 'partial-outage',
  major_outage: 'outage',
  under_maintenance: 'maintenance',
};

function componentOf(component: object): ComponentStatus {
  const since = new Date(textOf(component, 'updated_at'));
  const state = textOf(component, 'status');
  return {
    name: textOf(component, 'name') || statusPage.apiComponent.name,
    state: (Object.hasOwn(states, state) ? states[state] : undefined) ?? 'unknown',
    since: Number.isNaN(since.getTime()) ? undefined : since.toISOString(),
  };
}

function isUnderWay(maintenance: object): boolean {
  return ['in_progress', 'verifying'].includes(textOf(maintenance, 'status'));
}

/** One that names no component may be about any. */
function concerns(incident: object, ids: readonly string[]): boolean {
  const affected = listOf(incident, 'components') ?? [];
  return affected.length === 0 || affected.some(each => ids.includes(textOf(each, 'id')));
}

function named(components: readonly object[], name: string): object | undefined {
  const wanted = name.toLowerCase();
  return components.find(each => textOf(each, 'name').toLowerCase() === wanted);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The objects of a list; `undefined`: it is none. */
function listOf(value: unknown, name: string): readonly object[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const list: unknown = Reflect.get(value, name);
  if (!Array.isArray(list)) return undefined;
  return list.filter((each: unknown): each is object => typeof each === 'object' && each !== null);
}

function textOf(value: object, name: string): string {
  const text: unknown = Reflect.get(value, name);
  return typeof text === 'string' ? cleanText(text, 120) : '';
}
