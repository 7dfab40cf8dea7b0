import type { Parameter } from '../../procore/catalog/catalog.ts';

/** Its type, its values and what it is where it is left out. */
export function aboutParameter({ type, values, default: standard }: Parameter): string {
  const all = values === undefined ? type : `${type}: ${values.join(', ')}`;
  const short = all.length > 120 ? `${all.slice(0, 120)}…` : all;
  return standard === undefined ? short : `${short} (${JSON.stringify(standard)} where it is left out)`;
}

/** Whether a query's name means the parameter: encoded or not, with the marks of a list or without. */
export function isNamed(parameter: Pick<Parameter, 'name'>, written: string): boolean {
  return plain(parameter.name) === plain(written);
}

function plain(name: string): string {
  return name.replaceAll(/%5B/gi, '[').replaceAll(/%5D/gi, ']').replace(/\[\]$/, '');
}
