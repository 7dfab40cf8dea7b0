/**
 * The text of a body file in an encoding that stands behind `<@`. `latin1` is ISO 8859-1, byte for byte, as REST
 * Client and httpYac read it: a `TextDecoder` takes that name for Windows-1252. Throws a RangeError where nobody
 * knows the encoding.
 */
export function decodeFile(bytes: Uint8Array, encoding: string): string {
  if (encoding !== 'latin1') return new TextDecoder(encoding).decode(bytes);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
