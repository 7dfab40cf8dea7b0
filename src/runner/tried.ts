import type { Exchange } from './exchange.ts';

/** What a run keeps of a request that was sent: not its answer, of which a long run would hold too many. */
export interface Tried {
  /** Its name, or its address. */
  readonly name: string;
  /** Why no answer of it can be read, where none is remembered. */
  readonly unread: string;
}

/** For the requests of the same run that refer to it. */
export function triedOf({ request, response, error }: Exchange): Tried {
  const good = error === null && response !== null && response.status < 300;
  return {
    name: request.name ?? request.url,
    unread: good
      ? 'its answer is too large to be kept (more than 4 million characters).'
      : (error?.message ?? `${response?.status} ${response?.statusText}`),
  };
}
