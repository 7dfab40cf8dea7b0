/** `no-redirect`, `no redirect` and `noRedirect` are one name: `noRedirect`. */
export function camelCase(text: string): string {
  if (isOneWord(text)) return text;
  const words = text.split(/[\s-]+/).filter(word => word !== '');
  return words
    .map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');
}

function isOneWord(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code <= 0x20 || code === 0x2d || code > 0x7e) return false;
  }
  return true;
}
