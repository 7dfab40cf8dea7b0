/** Chance that the same seed repeats. */
export interface Dice {
  /** From 0 up to, but not including, 1. */
  roll(): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  pick<T>(choices: readonly [T, ...T[]]): T;
  /** One of them, by its weight. */
  weigh<T>(choices: readonly [readonly [weight: number, choice: T], ...(readonly [number, T])[]]): T;
}

/** `part` tells apart the chances of one seed: each step has its own, whatever ran before it. */
export function dice(seed: number, part = 0): Dice {
  let state = (Math.imul(seed, 0x9e37_79b1) ^ Math.imul(part + 1, 0x85eb_ca6b)) >>> 0;
  const roll = () => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    roll,
    between: (low, high) => low + Math.floor(roll() * (high - low + 1)),
    pick: choices => choices[Math.floor(roll() * choices.length)] ?? choices[0],
    weigh(choices) {
      let left = roll() * choices.reduce((sum, [weight]) => sum + weight, 0);
      for (const [weight, choice] of choices) {
        left -= weight;
        if (left < 0) return choice;
      }
      return choices[0][1];
    },
  };
}
