import type { BodyProperty } from '../catalog/catalog.ts';
import { cleanText } from '../errors/cleanText.ts';
import { nearestName } from '../nearestName.ts';
import type { Evidence } from './evidence.ts';
import { isThere, placeSent, valueAt } from './fieldPlaces.ts';

/** More names than this are no body that somebody typed. */
const mostNames = 200;

/**
 * The name in the body that somebody wrote where `field` was meant, e.g. `subjct`: it stands where the field belongs,
 * and the catalog has no field of that name. `undefined`: the field is there, or nothing near it is.
 */
export function misspelt(seen: Evidence, field: string): string | undefined {
  const { sent } = placeSent(seen, field);
  if (sent === undefined || isThere(seen.requestJson, sent)) return undefined;
  const home = valueAt(seen.requestJson, sent.slice(0, -1));
  if (typeof home !== 'object' || home === null || Array.isArray(home)) return undefined;
  const known = knownNames(seen.match?.operation.body?.properties ?? []);
  const names = Object.keys(home)
    .slice(0, mostNames)
    .filter(name => name.length <= 100 && !known.has(name));
  const near = nearestName(String(sent.at(-1)), names);
  return near === undefined ? undefined : cleanText(near, 100);
}

/** Of all levels: a name that is right elsewhere is no slip of the pen. */
function knownNames(properties: readonly BodyProperty[]): ReadonlySet<string> {
  return new Set(
    properties.flatMap(({ name, properties: inner = [] }) => [name, ...inner.map(each => each.name)]),
  );
}
