import type { Exchange } from './exchange.ts';

/** What a run keeps of a request that was sent: not its answer, of which a long run would hold too many. */
export interface Tried {
  /** Why no answer of it can be read, where none is remembered; a sentence. */
  readonly unread: string;
}

/** For the requests of the same run that refer to it. */
export function triedOf({ request, response, error, attempts }: Exchange): Tried {
  const called = request.name ?? request.url;
  if (attempts === 0 && error !== null) return { unread: `${called} comes first: ${error.message}` };
  const good = error === null && response !== null && response.status < 300;
  const said = good
    ? 'its answer is too large to be kept (more than 4 million characters).'
    : (error?.message ?? `${response?.status} ${response?.statusText}`);
  return { unread: `${called} was sent first and gave no answer to read from: ${said}` };
}
