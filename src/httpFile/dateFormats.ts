import type { Dayjs } from 'dayjs';

/** The time in a format of the user's; `warning`: what other tools would make of it. */
export interface FormattedTime {
  readonly text: string;
  readonly warning?: string;
}

/**
 * Formats by Day.js's tokens, as REST Client and httpYac do (`YYYY-MM-DD`, `[text]`). A format with `yyyy` or
 * `dd` and nothing of Day.js's is one of .NET, as Visual Studio reads it, and is read so, with a warning.
 */
export function formatTime(time: Dayjs, format: string): FormattedTime {
  const bare = format.replaceAll(/\[[^\]]*\]|'[^']*'/g, '');
  const hasOwn = /[YD]/.test(bare);
  const hasForeign = /yy/.test(bare) || (!hasOwn && /(?<!d)dd(?!d)/.test(bare));
  if (!hasForeign) return { text: time.format(format) };
  if (hasOwn) {
    return {
      text: time.format(format),
      warning: `"${format}" mixes tokens of Day.js with yyyy, which stays as text. Write YYYY.`,
    };
  }
  return {
    text: formatDotNet(time, format),
    warning: `"${format}" is read as .NET reads it. REST Client and httpYac want the tokens of Day.js, as in "YYYY-MM-DD".`,
  };
}

/** .NET's custom date and time formats, as far as Day.js can say them (Microsoft Learn, "Custom date and time format strings"). */
function formatDotNet(time: Dayjs, format: string): string {
  return format.replaceAll(
    /'([^']*)'|"([^"]*)"|\\(.)|y+|d+|f+|F+|t+|z+|K|[MHhms]+/g,
    (token: string, ...quoted: readonly (string | undefined)[]) => {
      const literal = quoted.slice(0, 3).find(text => text !== undefined);
      return literal ?? dotNetToken(time, token);
    },
  );
}

function dotNetToken(time: Dayjs, token: string): string {
  switch (token.charAt(0)) {
    case 'y':
      return time.format(token.length > 2 ? 'YYYY' : 'YY');
    case 'd':
      return time.format(token.length > 2 ? token.slice(0, 4) : token.toUpperCase());
    case 'f':
    case 'F':
      return time.format('SSS').padEnd(token.length, '0').slice(0, token.length);
    case 't':
      return time.format('A').slice(0, token.length);
    case 'z':
      return token.length > 2 ? time.format('Z') : time.format('Z').slice(0, 3);
    case 'K':
      return time.isUTC() ? 'Z' : time.format('Z');
    default:
      return time.format(token);
  }
}
