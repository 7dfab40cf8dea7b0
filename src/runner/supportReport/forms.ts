import { apiSupport } from '../../procore/support.ts';
import type { SupportReport } from './supportReport.ts';

/**
 * For an issue or a chat. All that came from a server or a file stands in code, behind a fence that is longer than
 * any in it, so that no heading, link, picture or HTML of it comes to life.
 */
export function supportMarkdown({ subject, facts, parts }: SupportReport): string {
  return [
    '# Support report',
    code(subject),
    facts.map(({ name, value }) => `- ${name}: ${code(value)}`).join('\n'),
    ...parts.map(({ title, text, note, json }) =>
      [
        `## ${title}`,
        ...(text === '' ? [] : [fenced(text, json === true ? 'json' : 'text')]),
        ...(note ? [note] : []),
      ].join('\n\n'),
    ),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

/** To be pasted into a mail: plain text that begins with address, hours and subject. What was sent and received is indented. */
export function supportMail({ subject, facts, parts }: SupportReport): string {
  return [
    [
      `To: ${apiSupport.mail}`,
      `Hours: ${apiSupport.hours} (${apiSupport.source}, [${apiSupport.certainty}])`,
      `Subject: ${subject}`,
    ].join('\n'),
    'Hello,\n\nplease look at this call. Secrets are masked as ***.',
    facts.map(({ name, value }) => `${name}: ${value}`).join('\n'),
    ...parts.map(({ title, text, note }) =>
      [`${title}:`, ...(text === '' ? [] : [indented(text)]), ...(note ? [note] : [])].join('\n'),
    ),
    'Thank you.\n',
  ].join('\n\n');
}

/** One line as code, whatever backticks are in it. */
function code(line: string): string {
  const ticks = '`'.repeat(longestRun(line) + 1);
  return ticks.length === 1 ? `\`${line === '' ? ' ' : line}\`` : `${ticks} ${line} ${ticks}`;
}

function fenced(text: string, language: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}

function longestRun(text: string): number {
  let longest = 0;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return longest;
}

function indented(text: string): string {
  return text.replace(/^/gm, '    ');
}
