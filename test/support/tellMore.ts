/** Adds lines to what Mocha prints of an error: it finds the message at the start of the stack, and prints both. */
export function tellMore(error: Error, more: string): void {
  const { message, stack = '' } = error;
  error.message = `${message}\n${more}\n`;
  error.stack = stack.replace(message, () => error.message);
}
