/**
 * How many cases a property is tried on: `usual` within `npm test`, as many times more as `npm run fuzz` says.
 * Counts what it gives out, so that the long run can tell how many there were.
 */
export function runs(usual: number): number {
  const wanted = Math.ceil(usual * factor);
  given += wanted;
  return wanted;
}

/** The sum of all that was asked for in this process. */
export function casesTried(): number {
  return given;
}

const factor = Number(process.env['FUZZ_FACTOR'] ?? 1);
let given = 0;
