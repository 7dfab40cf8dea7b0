/**
 * Makes a sentence of a message with places and of their values: `say('{0} of {1} rows', 25, 450)`. A message is
 * constant, so that it can be looked up in another language; `inEnglish` only fills it.
 */
export type Say = (message: string, ...values: readonly (string | number)[]) => string;

/** What is said where nobody translates: by the command line, and in everything that programs read. */
export const inEnglish: Say = (message, ...values) =>
  values.length === 0
    ? message
    : message.replaceAll(/\{(\d+)\}/g, (whole, index) => String(values[Number(index)] ?? whole));
