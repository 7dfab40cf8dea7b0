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
