import { camelCase } from '../camelCase.ts';
import { scanFlagName, skipBlanks } from '../scanner.ts';
import { slicePooled } from '../textPool.ts';
import { type Reader, report } from './reader.ts';
import { width } from './requestRecord.ts';

/** `@name value`, `@name = value` or `@name` between the offsets. */
export function readFlag(reader: Reader, start: number, end: number): boolean {
  const { text } = reader;
  if (text.charCodeAt(start) !== AT) return false;
  const nameEnd = scanFlagName(text, start + 1, end);
  if (nameEnd < 0) return false;
  const name = slicePooled(reader.pool, start + 1, nameEnd);
  let value = skipBlanks(text, nameEnd, end);
  if (text.charCodeAt(value) === EQUALS) value = skipBlanks(text, value + 1, end);
  const said = value < end;
  if (!said && name === 'name') report(reader, 'name-missing', { start, end });
  if (name === 'timeout' && /^\d{4,}$/.test(text.slice(value, end)))
    report(reader, 'timeout-in-seconds', { start, end }, text.slice(value, end));
  if (name === 'company' && !/^(?:\d+|.*\{\{.*)$/.test(text.slice(value, end)))
    report(reader, 'company-invalid', { start, end }, text.slice(value, end));
  const { flags } = reader.draft;
  flags.push(start);
  flags.push(nameEnd);
  flags.push(said ? value : -1);
  flags.push(end);
  return true;
}

/** Whether the request that is being read has a flag of that name, in camel case. */
export function hasFlag({ text, draft: { flags } }: Reader, name: string): boolean {
  for (let at = 0; at < flags.count; at += width.flags)
    if (camelCase(text.slice(flags.at(at) + 1, flags.at(at + 1))) === name) return true;
  return false;
}

/** Takes the flags that name the request out of its flags. The last one that says a name gives it. */
export function takeName({ text, draft }: Reader): void {
  const { flags } = draft;
  let kept = 0;
  for (let at = 0; at < flags.count; at += width.flags) {
    const [start, nameEnd, value, end] = [flags.at(at), flags.at(at + 1), flags.at(at + 2), flags.at(at + 3)];
    if (saysName(text, start + 1, nameEnd)) {
      if (value < 0) continue;
      draft.nameStart = value;
      draft.nameEnd = end;
    } else {
      if (kept < at) {
        flags.set(kept, start);
        flags.set(kept + 1, nameEnd);
        flags.set(kept + 2, value);
        flags.set(kept + 3, end);
      }
      kept += width.flags;
    }
  }
  flags.count = kept;
}

/** Whether it is `name` in camel case. */
function saysName(text: string, start: number, end: number): boolean {
  if (!text.startsWith('name', start)) return false;
  return end === start + 4 || camelCase(text.slice(start, end)) === 'name';
}

const EQUALS = 0x3d;
const AT = 0x40;
