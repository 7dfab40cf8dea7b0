/** One measurement. `run` rejects when it cannot be made on this machine. */
export type Benchmark = Readonly<{
  name: string;
  /** Of the value: ms, bytes, ratio, ... */
  unit: string;
  /** The bar in words, such as `< 100`. */
  bar: string;
  holds: (value: number) => boolean;
  run: () => Promise<number>;
}>;

/** The middle one of the values, or the mean of the two middle ones; NaN where there are none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
