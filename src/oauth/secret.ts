/**
 * A token, a client secret, an authorization code or a verifier. The value is behind `reveal()`, so that
 * printing, spreading or serialising whatever holds it cannot leak it.
 */
export interface Secret {
  reveal(): string;
}

/** Wraps a value; equal values make unequal secrets, so compare what `reveal()` gives. */
export function secret(value: string): Secret {
  return Object.freeze({ reveal: () => value });
}
