import type { RequestNode } from '../httpFile/syntax.ts';
import type { Answer as RememberedAnswer } from '../httpFile/variables.ts';
import { isWrite } from './prepare.ts';
import type { RunJob } from './runner.ts';

/** Last good answers of named requests, for `{{name.response...}}`. They hold what was really sent and got. */
export interface AnswerMemory {
  recall(job: RunJob, request: RequestNode): RememberedAnswer | undefined;
  /**
   * `answer` is called only where the request has a name to be referred to by; it gives `undefined` where the
   * body is too long to be held.
   */
  keep(job: RunJob, answer: () => RememberedAnswer | undefined): void;
  /**
   * Whether a write may have been carried out already although no good answer is known: sending it again
   * only because another request refers to it could create twice.
   */
  isSpent(job: RunJob, request: RequestNode): boolean;
  /** The request of the job was sent and got no good answer. */
  spend(job: RunJob): void;
}

/** A larger body is not kept: asking again costs less than holding it. In characters. */
const largestBody = 4 << 20;

/** A memory that holds nothing yet, for as long as one runner lives. */
export function createAnswerMemory(): AnswerMemory {
  const answers = new Map<string, RememberedAnswer>();
  const spent = new Set<string>();
  return {
    recall(job, request) {
      const key = keyOf(job, request);
      return key === undefined ? undefined : answers.get(key);
    },
    keep(job, made) {
      const key = keyOf(job, job.request);
      if (key === undefined) return;
      const answer = made();
      spent.delete(key);
      if (answer === undefined || answer.response.body.length > largestBody) answers.delete(key);
      else answers.set(key, answer);
    },
    isSpent(job, request) {
      const key = keyOf(job, request);
      return key !== undefined && isWrite(request.method) && spent.has(key);
    },
    spend(job) {
      const key = keyOf(job, job.request);
      if (key !== undefined) spent.add(key);
    },
  };
}

function keyOf({ environment, fileName }: RunJob, { name, title }: RequestNode): string | undefined {
  const called = name?.text ?? title?.text;
  return called === undefined ? undefined : JSON.stringify([environment.name, fileName, called]);
}
