import type { Catalog, Operation } from '../../../procore/catalog/catalog.ts';
import { versionOf } from '../../../procore/catalog/format.ts';
import { variableFor } from '../diagnostics/rules/path.ts';
import type { Seen } from '../diagnostics/seen.ts';
import { fittingVariable } from '../fittingVariable.ts';
import { type Broken, edit, type Fix, type Fixer, replace } from './fix.ts';
import { textOf } from './lines.ts';

const mostOffered = 3;

/** A variable in the place of `{project_id}`. */
export const fillPath: Fixer = ({ file, finding, context }) => {
  const fitting = fittingVariable(finding.about, file, context);
  const names = new Set([fitting, variableFor(finding.about)].filter(name => name !== undefined));
  return [...names].map((name, at) =>
    edit(`Write {{${name}}}`, [replace(finding.range, `{{${name}}}`)], { preferred: at === 0 }),
  );
};

/** The path as the catalog knows it in another version. */
export const changeVersion: Fixer = broken => {
  const { catalog } = broken.context;
  const seen = broken.seen();
  if (catalog === undefined || seen === undefined) return [];
  const others = catalog.otherVersions(seen.request.method, seen.target.path).slice(0, mostOffered);
  return others.map((operation, at) =>
    edit(`Use ${versionOf(operation.path)}: ${operation.path}`, pathEdits(seen, operation, broken), {
      preferred: at === 0,
    }),
  );
};

/** The methods that the catalog knows for the path, in the place of the one that it does not. */
export const changeMethod: Fixer = ({ finding }) =>
  finding.about.split(' ').map(method => edit(`Change to ${method}`, [replace(finding.range, method)]));

/** The paths of the catalog that are nearest to an unknown one. */
export const changePath: Fixer = broken => {
  const { catalog } = broken.context;
  const seen = broken.seen();
  if (catalog === undefined || seen === undefined) return [];
  const { method } = seen.request;
  return nearestOperations(catalog, method, seen.target.path).map((operation, at) =>
    edit(
      `Change to ${operation.method === method ? '' : `${operation.method} `}${operation.path}`,
      [
        ...(operation.method === method || seen.request.methodRange === undefined
          ? []
          : [replace(seen.request.methodRange, operation.method)]),
        ...pathEdits(seen, operation, broken),
      ],
      { preferred: at === 0 && operation.method === method },
    ),
  );
};

/** `/rest/v1.0` in the place of `/vapid`, the prefix from before 2021; see `oldPrefix`. */
export const changePrefix: Fixer = ({ finding }) => [
  edit('Write /rest/v1.0/', [replace(finding.range, 'rest/v1.0')], { preferred: true, safe: true }),
];

/** The search goes through all paths, and light bulbs ask often. */
const searched = new WeakMap<Catalog, Map<string, readonly Operation[]>>();

function nearestOperations(catalog: Catalog, method: string, path: string): readonly Operation[] {
  const known = searched.get(catalog) ?? new Map<string, readonly Operation[]>();
  searched.set(catalog, known);
  const key = `${method} ${path}`;
  const found = known.get(key) ?? catalog.nearest(method, path, mostOffered);
  if (known.size > 100) known.clear();
  known.set(key, found);
  return found;
}

/** Only the version where nothing else differs; else the whole path, with the ids that it had. */
function pathEdits({ target, segment }: Seen, operation: Operation, broken: Broken): Fix['edits'] {
  const wanted = operation.path.split('/');
  const written = target.segments;
  const differs = wanted.flatMap((part, at) => (agrees(part, written[at]?.text) ? [] : [at]));
  if (wanted.length === written.length && differs.length === 1) {
    const at = differs[0] ?? 0;
    const range = written[at]?.range;
    if (range !== undefined) return [replace(range, filled(wanted[at] ?? '', broken))];
  }
  const ids = new Map<string, string>();
  written.forEach(({ text, range }, at) => {
    if (isId(text)) ids.set(written[at - 1]?.text ?? '', textOf(segment, range));
  });
  const parts = wanted.map((part, at) =>
    part.startsWith('{') ? (ids.get(wanted[at - 1] ?? '') ?? filled(part, broken)) : part,
  );
  return [replace(target.pathRange, parts.join('/'))];
}

function agrees(part: string, text: string | undefined): boolean {
  return part === text || (part.startsWith('{') && text !== undefined && isId(text));
}

/** A number, a variable, a placeholder or a UUID; no word of a path. */
function isId(text: string): boolean {
  return /^\d+$|^[0-9a-f-]{36}$|^[{:]|[^\x20-\x7e]/i.test(text);
}

function filled(part: string, { file, context }: Broken): string {
  return part.replaceAll(/\{([^{}]+)\}/g, (_all, name: string) => {
    return `{{${fittingVariable(name, file, context) ?? variableFor(name)}}}`;
  });
}
