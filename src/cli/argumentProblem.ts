/**
 * What is wrong with the arguments, in one sentence, from what `parseArgs` threw or a `RangeError` that
 * says it already. Anything else is a bug and is thrown again.
 */
export function argumentProblem(error: unknown): string {
  if (error instanceof RangeError) return error.message;
  if (!(error instanceof TypeError && 'code' in error)) throw error;
  const [sentence = ''] = error.message.split(/\. |\n/);
  if (error.code !== 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return `${sentence.replace(/\.$/, '')}.`;
  const option = /--[\w-]+/.exec(sentence)?.[0] ?? 'an option';
  if (/does not take/.test(sentence)) return `${option} takes no value.`;
  const dash = /ambiguous/.test(sentence) ? `; one that begins with a dash is written ${option}=-…` : '';
  return `${option} needs a value${dash}.`;
}
