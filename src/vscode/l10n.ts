import { inEnglish, type Say } from '../procore/say.ts';

let current: Say = inEnglish;

/** From here on models speak as `say` does, which is the editor's own; without one, English. */
export function speakAs(say: Say = inEnglish): void {
  current = say;
}

/** For the texts of models, which know no editor: as the editor's own, with a plain string as the first argument. */
export const l10n = { t: (message: string, ...values: (string | number)[]) => current(message, ...values) };

/** A text out of a table of a room that knows no editor either. One that translators have not stays as it is. */
export function translated(text: string): string {
  return current(text);
}

/** What of a diagnosis a translator can have: values inside a sentence make it another one each time. */
export function translatedDiagnosis<
  Texts extends { readonly title: string; readonly cause: string; readonly remedies: readonly string[] },
>(diagnosis: Texts): Texts {
  const { title, cause, remedies } = diagnosis;
  return {
    ...diagnosis,
    title: translated(title),
    cause: translated(cause),
    remedies: remedies.map(translated),
  };
}
