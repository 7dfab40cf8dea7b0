import { printedDiagnosis } from '../procore/diagnosis/diagnosis.ts';
import type { Exchange } from './exchange.ts';

/** An exchange as one line of JSON: the contract of `run --json`, without what only an editor can use. */
export function exchangeJson(exchange: Exchange): string {
  const { response, diagnoses } = exchange;
  return JSON.stringify({
    ...exchange,
    response: response && { ...response, redirects: undefined },
    diagnoses: diagnoses.map(printedDiagnosis),
  });
}
