import { inEnglish, type Say } from '../procore/say.ts';
import { textReader } from './knownTexts.ts';

let current: Say = inEnglish;
let read: ((text: string) => string) | undefined;
let messagesNow: () => readonly string[] = () => [];

/**
 * From here on models speak as `say` does, which is the editor's own; without one, English. `messages`: all that
 * it has a translation of; asked when the first diagnosis is shown.
 */
export function speakAs(say: Say = inEnglish, messages: () => readonly string[] = () => []): void {
  current = say;
  read = undefined;
  messagesNow = messages;
}

/** For the texts of models, which know no editor: as the editor's own, with a plain string as the first argument. */
export const l10n = { t: (message: string, ...values: (string | number)[]) => current(message, ...values) };

/**
 * A finished English text in the language of the editor: out of a table of a room that knows no editor, or of a
 * diagnosis, which is recorded in English. What cannot be recognised stays as it is.
 */
export function translated(text: string): string {
  read ??= textReader(messagesNow(), current);
  return read(text);
}

/** A diagnosis in the language of the editor. */
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
