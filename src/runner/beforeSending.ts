import { answerReference } from '../httpFile/answerPaths.ts';
import { bodyPieces } from '../httpFile/bodyPieces.ts';
import { type Elsewhere, namesUsedBy, prerequisites } from '../httpFile/dependencies.ts';
import { type NeededInput, parseInput } from '../httpFile/inputs.ts';
import { neededInputs } from '../httpFile/neededInputs.ts';
import type { HttpFile, RequestNode } from '../httpFile/syntax.ts';
import { substitute, type Values } from '../httpFile/variables.ts';
import type { AnswerMemory } from './answerMemory.ts';
import { decodeFile } from './decodeFile.ts';
import type { NotSendable } from './notSendable.ts';
import { wholeText } from './requestBody.ts';
import { stoppedAnyway } from './resolve.ts';
import type { RunJob, RunnerParts } from './runner.ts';

/** What is needed before a request can be sent. */
export interface Ready {
  /** The job with what the person answered. */
  readonly job: RunJob;
  /** The requests that must be sent first, in order. */
  readonly first: readonly RequestNode[];
}

/** What a runner keeps from request to request and needs before it sends. */
export interface Surroundings {
  readonly parts: RunnerParts;
  readonly memory: AnswerMemory;
  /** Answers of `-askonce` inputs, by key, until the runner is closed. */
  readonly askedOnce: Map<string, string>;
  readonly valuesFor: (job: RunJob) => Values;
}

/**
 * Finds what must be sent first, body files read where they have variables, and asks the person once for
 * all that these requests need. What is answered already, may have been written
 * already or was tried in the same run is not sent again.
 * A request that cannot be sent whatever is answered asks for nothing, and nothing is sent for it.
 */
export async function beforeSending(job: RunJob, around: Surroundings): Promise<Ready | NotSendable> {
  const { parts, askedOnce } = around;
  const needs = await neededFor(job, around);
  if ('code' in needs) return needs;
  const { first, inputs, answered, elsewhere } = needs;
  const { file, request, sendUnknown } = job;
  const names = namesUsedBy(file, request, elsewhere);
  const stopped = stoppedAnyway({ file, request, values: around.valuesFor(job) }, names, sendUnknown);
  if (stopped !== undefined) return stopped;
  if (inputs.length === 0 || parts.askInputs === undefined) {
    if (askedOnce.size === 0) return { job, first };
    return { job: { ...job, values: { ...job.values, inputs: answered } }, first };
  }
  const answers = await parts.askInputs(inputs, job);
  if (answers === undefined) {
    const labels = inputs.map(({ label }) => label).join(', ');
    return { code: 'input-declined', message: `Nothing was answered for ${labels}, so nothing was sent.` };
  }
  for (const { key, askOnce } of inputs) {
    const answer = answers[key];
    if (askOnce && answer !== undefined) askedOnce.set(key, answer);
  }
  return { job: { ...job, values: { ...job.values, inputs: { ...answered, ...answers } } }, first };
}

/**
 * Whether a request needs nothing of a file, of a person or of another request's answer, as most do: then what
 * stops it shows when its names are filled in. Worked out once for a request.
 */
export function needsNothing({ file, request, values }: RunJob): boolean {
  const { layers, overrides } = values;
  const known = plainRequests.get(request);
  if (known?.file === file && known.layers === layers && known.overrides === overrides) return known.plain;
  const plain = isPlain(file, request, layers === undefined ? { overrides } : { layers, overrides });
  plainRequests.set(request, { file, layers, overrides, plain });
  return plain;
}

const plainRequests = new WeakMap<
  RequestNode,
  {
    readonly file: HttpFile;
    readonly layers: RunJob['values']['layers'] | undefined;
    readonly overrides: RunJob['values']['overrides'];
    readonly plain: boolean;
  }
>();

/** What asks, what names other requests, and what may be unreadable. */
const needing: ReadonlySet<string> = new Set(['prompt', 'ref', 'forceRef', 'timeout']);

function isPlain(file: HttpFile, request: RequestNode, elsewhere: Elsewhere): boolean {
  const { flags, asserts, body } = request;
  if (flags.some(({ name, value }) => needing.has(name) || (value !== true && value.includes('{{'))))
    return false;
  if (asserts.some(({ text }) => text.includes('{{'))) return false;
  // A body file begins with it, wherever it stands.
  if (body?.file !== undefined || body?.text?.includes('<')) return false;
  const names = [...namesUsedBy(file, request, elsewhere)];
  return !names.some(
    name =>
      name.startsWith('$procore.me.') ||
      parseInput(name) !== undefined ||
      answerReference(name, file) !== undefined,
  );
}

/** What a request needs before it can be sent, and of a person; or why it never can be. */
export async function neededFor(
  job: RunJob,
  around: Surroundings,
): Promise<
  | {
      readonly first: readonly RequestNode[];
      readonly inputs: readonly NeededInput[];
      /** By key: what has been answered before. */
      readonly answered: Readonly<Record<string, string>>;
      readonly elsewhere: Elsewhere;
    }
  | NotSendable
> {
  const { askedOnce } = around;
  const { elsewhere, found } = await prerequisitesOf(job, around);
  const { order: first, cycle, unknown } = found;
  if (cycle !== undefined) return circular(cycle);
  if (unknown.length > 0) return unknownReference(unknown);
  const answered = { ...Object.fromEntries(askedOnce), ...job.values.inputs };
  const inputs = neededInputs(job.file, [...first, job.request], { ...elsewhere, answered });
  return { first, inputs, answered, elsewhere };
}

/** A body file may refer to an answer, and the request of that answer may have a body file again. */
async function prerequisitesOf(job: RunJob, around: Surroundings) {
  const texts = new Map<RequestNode, string>();
  const { layers = [], overrides } = job.values;
  const elsewhere: Elsewhere = {
    layers,
    overrides,
    bodyFileText: request => texts.get(request),
    isAnswered: request =>
      around.memory.recall(job, request) !== undefined ||
      around.memory.isSpent(job, request) ||
      job.attempted?.has(request) === true,
  };
  for (;;) {
    const found = prerequisites(job.file, job.request, elsewhere);
    const unread = [...found.order, job.request].filter(request => !texts.has(request) && readsFile(request));
    if (unread.length === 0) return { elsewhere, found };
    for (const request of unread) texts.set(request, await bodyFileText({ ...job, request }, around));
  }
}

function readsFile({ body }: RequestNode): boolean {
  return body !== undefined && (body.file?.substitute === true || (body.text?.includes('<@') ?? false));
}

/** The text of all body files that have variables; what cannot be read is reported when it is sent. */
async function bodyFileText(job: RunJob, { parts, valuesFor }: Surroundings): Promise<string> {
  const { file, request } = job;
  const { body } = request;
  const contentType = request.headers.find(({ name }) => name.text.toLowerCase() === 'content-type');
  const files =
    body?.file === undefined
      ? bodyPieces(body?.text ?? '', contentType?.value.text).filter(piece => piece.kind === 'file')
      : [{ ...body.file, path: body.file.path.text }];
  const scope = { file, request, values: valuesFor(job) };
  const texts = await Promise.all(
    files.map(async ({ path, substitute: filled, encoding }) => {
      if (!filled) return '';
      try {
        const bytes = await wholeText(await parts.readBodyFile(substitute(path, scope).text, job));
        return decodeFile(bytes, encoding);
      } catch {
        return '';
      }
    }),
  );
  return texts.join('\n');
}

function circular(cycle: readonly RequestNode[]): NotSendable {
  return {
    code: 'request-circular',
    message: `${cycle.map(calledBy).join(' needs ')}: none of them can be sent first. Take one of the references out of the circle.`,
  };
}

function unknownReference(names: readonly string[]): NotSendable {
  return {
    code: 'request-unknown',
    message: `No request of this file is named ${names.join(', ')}, as @ref says. Write # @name above the request that is meant.`,
  };
}

/** What people call a request: its name, else its title, else its address. */
export function calledBy({ name, title, target }: RequestNode): string {
  return name?.text ?? title?.text ?? target;
}
