import { printedDiagnosis } from '../procore/diagnosis/diagnosis.ts';
import type { Exchange } from './exchange.ts';

/** An exchange as one line of JSON: the contract of `run --json`, without what only an editor can use. */
export function exchangeJson(exchange: Exchange): string {
  return JSON.stringify({ ...exchange, diagnoses: exchange.diagnoses.map(printedDiagnosis) });
}
