import type { Catalog } from '../catalog/catalog.ts';
import { cleanText } from '../errors/cleanText.ts';
import { type Certainty, certainties, type DiagnosisCase, type Finding } from './case.ts';
import { cases, casesOfSuccess } from './cases/table.ts';
import type { Diagnosis, DiagnosisInput, Severity } from './diagnosis.ts';
import type { Evidence } from './evidence.ts';
import { gatherEvidence } from './gatherEvidence.ts';

/**
 * Why a request failed or may lack data, most likely cause first; empty where nothing is wrong. Pure, and
 * never throws, whatever the server sent. Without `catalog` nothing is said of versions, paths and required
 * parameters. `url` is the address of the request, where it was read already.
 *
 * All texts are plain text, one line each, and may quote the server: escape them wherever a place gives
 * characters a meaning.
 */
export function diagnose(input: DiagnosisInput, catalog?: Catalog, url?: URL): readonly Diagnosis[] {
  const seen = gatherEvidence(input, catalog, url);
  const found: Found[] = [];
  for (const row of casesFor(seen)) {
    const finding = row.recognise(seen);
    if (finding !== undefined) found.push({ row, finding });
  }
  if (found.length === 0) return [];
  return found
    .sort((a, b) => rank(a.finding) - rank(b.finding))
    .filter(({ finding }) => stands(finding, found))
    .map(({ row, finding }) => toDiagnosis(row, finding, seen));
}

/** Most answers are good, and few cases are worth a look then. */
function casesFor({ api, succeeded, input }: Evidence): readonly DiagnosisCase[] {
  const good = api && succeeded && (input.error ?? null) === null;
  return good ? casesOfSuccess : cases;
}

interface Found {
  readonly row: DiagnosisCase;
  readonly finding: Finding;
}

function rank({ certainty }: Finding): number {
  return certainties.indexOf(certainty);
}

/** Surer findings push the general ones out; a follow-up needs the finding that it follows. */
function stands({ certainty, beside = [] }: Finding, found: readonly Found[]): boolean {
  const others = found.filter(({ finding }) => rank(finding) < certainties.indexOf('general'));
  if (certainty === 'general') {
    return others.length === 0 || others.some(({ row }) => beside.includes(row.id));
  }
  if (certainty !== 'follow-up') return true;
  return found.some(
    ({ row, finding }) =>
      finding.certainty !== 'follow-up' && beside.includes(row.id) && stands(finding, found),
  );
}

function toDiagnosis(row: DiagnosisCase, finding: Finding, seen: Evidence): Diagnosis {
  return {
    id: row.id,
    severity: finding.severity ?? severityOf(finding.certainty, seen),
    // Whatever was quoted, and from wherever: no diagnosis carries a control character or a page of text.
    title: cleanText(finding.title ?? row.title, 200),
    cause: cleanText(finding.cause, 1_500),
    remedies: finding.remedies.map(remedy => cleanText(remedy, 600)),
    link: row.link,
    actions: finding.actions ?? [],
    fields: finding.fields ?? [],
  };
}

function severityOf(certainty: Certainty, { failed, status }: Evidence): Severity {
  if (certainty === 'follow-up') return 'information';
  return failed || status === 0 ? 'error' : 'warning';
}
