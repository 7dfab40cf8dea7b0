/** A text in UTF-16 of either order of bytes, without a mark of its own. */
export function utf16(text: string, charset: 'utf-16le' | 'utf-16be'): Buffer {
  const bytes = Buffer.from(text, 'utf16le');
  return charset === 'utf-16le' ? bytes : bytes.swap16();
}
