import { type Scope, substitute } from '../httpFile/variables.ts';
import { withSlashes } from './answerFile.ts';
import type { StoredBody } from './bodyFiles.ts';
import type { Failure } from './failure.ts';
import { redactText } from './redact.ts';
import type { RunJob, RunnerParts } from './runner.ts';

/** An answer as it is to be written. */
export interface WritableAnswer {
  readonly bytes: Uint8Array | StoredBody;
  /** `undefined`: it is no text. */
  readonly text: string | undefined;
  readonly url: string;
  /** Tokens that were used, and credentials of the request's own. */
  readonly secrets: readonly string[];
}

/**
 * Writes the answer to every file that the request names with `>>`, and tells the job where. An answer that
 * holds credentials is never written: a file outlives them, and is easily shared. Gives the first reason
 * why one was not written, or `null`.
 */
export async function writeAnswers(
  { writeAnswer }: Pick<RunnerParts, 'writeAnswer'>,
  scope: Scope & { readonly job: RunJob },
  answer: WritableAnswer,
): Promise<Failure | null> {
  const { job, request } = scope;
  let failure: Failure | null = null;
  for (const output of request.outputs) {
    const { text, missing } = substitute(output.path.text, scope);
    try {
      if (missing[0] !== undefined) throw new Error(missing[0].message);
      if (holdsCredentials(answer)) throw new Error('the answer holds credentials, which are never written.');
      if (writeAnswer === undefined) throw new Error('files are not written here.');
      const file = { path: withSlashes(text), overwrite: output.overwrite };
      const name = await writeAnswer(file, answer.bytes, job);
      job.onNotice?.(`The answer was written to ${name}.`);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      failure ??= {
        code: 'answer-not-written',
        message: `The answer was not written to ${text}: ${reason}`,
      };
    }
  }
  return failure;
}

function holdsCredentials({ bytes, text, secrets, url }: WritableAnswer): boolean {
  if ('path' in bytes && bytes.masked) return true;
  return text !== undefined && redactText(text, secrets, url) !== text;
}
