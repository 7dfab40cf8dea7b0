/**
 * How many cases a property is tried on: `usual` within `npm test`, and in `npm run fuzz` as many times `full` as
 * that says. `full` is more than `usual` where the cases are slow. Counts what it gives out, so that the long run
 * can tell how many there were.
 */
export function runs(usual: number, full = usual): number {
  const wanted = factor === undefined ? usual : Math.ceil(full * Number(factor));
  given += wanted;
  return wanted;
}

/** The sum of all that was asked for in this process. */
export function casesTried(): number {
  return given;
}

const factor = process.env['FUZZ_FACTOR'];
let given = 0;
