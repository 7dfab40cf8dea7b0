/** A request's address. WHATWG parsing costs more than all the rules together, and the server has done it. */
export interface Target {
  readonly url: string;
  readonly path: string;
  /** With its question mark; empty where there is none. */
  readonly search: string;
}

/** The parts of an absolute address as a `Request` has it. */
export function splitUrl(url: string): Target {
  const pathAt = url.indexOf('/', url.indexOf('//') + 2);
  const searchAt = url.indexOf('?', pathAt);
  return searchAt < 0
    ? { url, path: url.slice(pathAt), search: '' }
    : { url, path: url.slice(pathAt, searchAt), search: url.slice(searchAt) };
}

/** A token that somebody put into the address does not enter the log. */
export function loggedTarget({ path, search }: Target): string {
  return search.includes('token') ? `${path}?...` : path + search;
}
