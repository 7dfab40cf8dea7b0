import type { DiagnosisAction } from '../../../procore/diagnosis/actions.ts';
import { header } from '../../../procore/headers.ts';
import { segmentAt, shiftOf, shiftRange } from '../../segments.ts';
import type { HttpFile, RequestNode, TextEdit } from '../../syntax.ts';
import type { FeatureContext } from '../context.ts';
import { fileNames } from '../diagnostics/fileNames.ts';
import { createLookups } from '../diagnostics/lookups.ts';
import { look } from '../diagnostics/seen.ts';
import { edit, type Fix, insert, replace } from './fix.ts';
import { flagPlace, headerPlace, lineEndOf, wholeLineAt } from './lines.ts';
import type { Mended } from './mended.ts';
import { addBodyField, keepEntries } from './remedyBody.ts';
import { putPath, usePrefix } from './remedyPath.ts';
import { addQueryParameter, renameParameter, takeParametersOut } from './remedyQuery.ts';

/**
 * The edit of the request's text that carries out an action of a diagnosis; `undefined` where the action edits
 * nothing, or the text has changed so that there is nothing to edit. Values of the action may come from an answer:
 * what does not look like what belongs in its place is not written. `request` is one of `file.requests`.
 */
export function remedyFix(
  file: HttpFile,
  request: RequestNode,
  action: DiagnosisAction,
  context: FeatureContext,
): Fix | undefined {
  const mended = mendedOf(file, request, context);
  if (mended === undefined) return undefined;
  const fix = fixOf(mended, action);
  if (fix === undefined || fix.edits.length === 0) return undefined;
  return { ...fix, edits: fix.edits.map(each => ({ ...each, ...shiftRange(each, mended.shift) })) };
}

/** The request as it stands in its segment; ranges count as the segment's. */
function mendedOf(file: HttpFile, request: RequestNode, context: FeatureContext): Mended | undefined {
  const index = segmentAt(file, request.requestLine.start);
  const segment = file.segments[index];
  if (segment === undefined) return undefined;
  const shift = shiftOf(file, index);
  const own = segment.requests.find(
    ({ requestLine }) => requestLine.start + shift === request.requestLine.start,
  );
  if (own === undefined) return undefined;
  const lookups = createLookups({ names: fileNames(file), context, segment, index });
  return { file, segment, shift, context, request: own, seen: look(segment, own, lookups, context) };
}

function fixOf(mended: Mended, action: DiagnosisAction): Fix | undefined {
  switch (action.kind) {
    case 'addCompanyHeader':
      return action.companyId === undefined
        ? removeEmptyCompany(mended)
        : nameCompany(mended, action.companyId);
    case 'addContentType':
      return setContentType(mended, action.value);
    case 'fixFilter':
      return renameParameter(mended, action.from, action.to);
    case 'removeParameters':
      return takeParametersOut(mended, action.names);
    case 'addParameter':
      return action.in === 'query' ? addQueryParameter(mended, action) : addBodyField(mended, action);
    case 'keepEntries':
      return keepEntries(mended, action);
    case 'useVersion':
      return action.prefix === undefined
        ? putPath(mended, action.path)
        : (usePrefix(mended, action.prefix) ?? putPath(mended, action.path));
    case 'usePath':
      return putPath(mended, action.path, action.method);
    case 'useMethod':
      return useMethod(mended, action.method);
    case 'removeAuthorization':
      return removeAuthorization(mended);
    case 'raiseTimeout':
      return setFlag(mended, 'timeout', String(action.seconds));
    default:
      return undefined;
  }
}

function nameCompany(mended: Mended, companyId: string): Fix | undefined {
  if (!/^\d{1,20}$/.test(companyId)) return undefined;
  const written = headerNamed(mended, header.companyId);
  if (written === undefined) return setFlag(mended, 'company', companyId);
  const { range } = written.value;
  const blank = range.start === range.end && !/\s$/.test(textBefore(mended, range.start)) ? ' ' : '';
  return edit(`Write Procore-Company-Id: ${companyId}`, [replace(range, `${blank}${companyId}`)]);
}

/** An empty line leaves the header out, whatever names the company besides. */
function removeEmptyCompany(mended: Mended): Fix | undefined {
  const written = headerNamed(mended, header.companyId);
  if (written === undefined || written.value.text.trim() !== '') return undefined;
  const line = wholeLineAt(mended.segment, written.name.range.start);
  return edit('Remove the empty Procore-Company-Id header', [replace(line, '')], { preferred: true });
}

function setContentType(mended: Mended, value: string): Fix | undefined {
  if (!/^[\w.+-]+\/[\w.+-]+(?:; ?[\w-]+=[\w-]+)?$/.test(value)) return undefined;
  const { segment, request } = mended;
  const written = headerNamed(mended, header.contentType);
  const title = `Write Content-Type: ${value}`;
  if (written !== undefined) return edit(title, [replace(written.value.range, value)], { preferred: true });
  const field = `${lineEndOf(segment)}Content-Type: ${value}`;
  return edit(`Add Content-Type: ${value}`, [insert(headerPlace(segment, request), field)], {
    preferred: true,
  });
}

function useMethod({ request }: Mended, method: string): Fix | undefined {
  if (!/^[A-Z]{3,7}$/.test(method)) return undefined;
  const { methodRange, requestLine } = request;
  const edits: readonly TextEdit[] =
    methodRange === undefined ? [insert(requestLine.start, `${method} `)] : [replace(methodRange, method)];
  return edit(`Use ${method}`, edits);
}

/** All of them, with their lines. */
function removeAuthorization({ segment, request }: Mended): Fix {
  const lines = request.headers
    .filter(({ name }) => name.text.toLowerCase() === header.authorization)
    .map(({ name }) => wholeLineAt(segment, name.range.start));
  return edit(
    'Remove the Authorization header',
    lines.map(line => replace(line, '')),
    { preferred: true },
  );
}

/** `# @name value`, in the place of the one that counts now. */
function setFlag({ segment, request }: Mended, name: string, value: string): Fix {
  const written = request.flags.findLast(flag => flag.name === name);
  const edits =
    written === undefined
      ? [insert(flagPlace(segment, request), `# @${name} ${value}${lineEndOf(segment)}`)]
      : [
          replace(
            written.valueRange ?? { start: written.range.end, end: written.range.end },
            written.valueRange === undefined ? ` ${value}` : value,
          ),
        ];
  return edit(`Write # @${name} ${value}`, edits, { preferred: true });
}

function headerNamed({ request }: Mended, name: string): RequestNode['headers'][number] | undefined {
  return request.headers.find(each => each.name.text.toLowerCase() === name);
}

function textBefore({ segment: { text, base } }: Mended, offset: number): string {
  return text.slice(0, offset - base);
}
