/**
 * The label by which a `TextDecoder` knows an encoding that stands behind `<@`. REST Client takes names as
 * iconv-lite spells them and httpYac those of Node's buffers, without dashes: `windows1252`, `utf16le`, `binary`.
 * A name that is no such spelling stays as it is written.
 */
export function encodingLabel(written: string): string {
  const plain = written.toLowerCase().replaceAll(/[^a-z\d]/g, '');
  const known = Object.hasOwn(labels, plain) ? labels[plain] : undefined;
  if (known !== undefined) return known;
  const [, family, number = ''] = /^(windows|win|cp|iso8859|koi8)(\d+|[ru])$/.exec(plain) ?? [];
  if (family === undefined) return written;
  if (family === 'iso8859' && number === '1') return 'latin1';
  if (family === 'koi8' || family === 'iso8859') return `${family.replace('iso', 'iso-')}-${number}`;
  return /^(?:125\d|874)$/.test(number) ? `windows-${number}` : written;
}

const labels: Readonly<Record<string, string>> = {
  utf8: 'utf-8',
  utf16: 'utf-16le',
  utf16le: 'utf-16le',
  utf16be: 'utf-16be',
  ucs2: 'utf-16le',
  latin1: 'latin1',
  binary: 'latin1',
  // No byte is lost so, where there are others than it has letters for.
  ascii: 'latin1',
  usascii: 'latin1',
  shiftjis: 'shift_jis',
  eucjp: 'euc-jp',
  euckr: 'euc-kr',
};
