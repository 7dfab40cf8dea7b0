import fc from 'fast-check';

const anyCharacter = fc
  .oneof(
    fc.integer({ min: 0, max: 0x7f }),
    fc.integer({ min: 0, max: 0xffff }),
    fc.integer({ min: 0, max: 0x10ffff }),
  )
  .map(code => String.fromCodePoint(code));

/**
 * Any text, NUL and halves of surrogate pairs among it. fast-check's own unit `binary` has to know whether it can
 * shrink each character there is, which takes seconds before the first case.
 */
export function anyString(limits: { readonly maxLength?: number } = {}): fc.Arbitrary<string> {
  return fc.string({ ...limits, unit: anyCharacter });
}
