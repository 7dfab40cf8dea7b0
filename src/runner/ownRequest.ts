import { parseHttpFile } from '../httpFile/parser.ts';
import type { RunJob } from './runner.ts';

/**
 * The job for a request that nobody wrote into a file: `text` in the notation of one, with every value filled in. It
 * has no variables, one page, and the environment's own time limit. Throws a `RangeError` where `text` has no request.
 */
export function ownRequest(
  text: string,
  { environment, environments }: Pick<RunJob, 'environment' | 'environments'>,
): RunJob {
  const file = parseHttpFile(text);
  const [request] = file.requests;
  if (request === undefined) throw new RangeError('A request of our own cannot be read.');
  return {
    file,
    fileName: null,
    request,
    environment,
    environments,
    values: { overrides: {}, host: {}, processEnv: {} },
    allPages: false,
    timeoutMs: undefined,
  };
}
