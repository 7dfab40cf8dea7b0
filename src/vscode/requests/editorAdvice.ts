import type { Exchange } from '../../runner/exchange.ts';

/** The exchange as the editor shows it: nobody who reads it there is helped by the command line's way. */
export function withEditorAdvice(exchange: Exchange): Exchange {
  if (!exchange.diagnoses.some(({ id }) => id === 'not-signed-in')) return exchange;
  return {
    ...exchange,
    diagnoses: exchange.diagnoses.map(diagnosis =>
      diagnosis.id === 'not-signed-in'
        ? {
            ...diagnosis,
            remedies: [
              ...diagnosis.remedies.filter(remedy => !remedy.includes('PROCORE_')),
              'Procore: Sign In Another Way... takes a pasted code, a service account or an access token.',
            ],
          }
        : diagnosis,
    ),
  };
}
