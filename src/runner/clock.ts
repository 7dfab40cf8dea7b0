/** Time as an argument. `now` is in milliseconds since 1970; `sleep` rejects with the signal's reason. */
export interface Clock {
  now(): number;
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}
