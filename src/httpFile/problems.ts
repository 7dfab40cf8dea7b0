import type { Problem, ProblemSeverity, Range } from './syntax.ts';
import { unfollowed } from './unfollowedFlags.ts';

interface ProblemForm {
  readonly severity: ProblemSeverity;
  /** `detail` is a piece of the text, shortened. */
  readonly message: (detail: string) => string;
}

/** Every mistake that the parser knows: how grave it is, what it says, and what to do. */
const forms = {
  'separator-missing': {
    severity: 'hint',
    message: () =>
      'A request starts here without a ### above it. Put ### on a line of its own before it: other tools would send this as part of the body above.',
  },
  'separator-missing-here': {
    severity: 'error',
    message: () =>
      'A second request line follows without a blank line or ###. Put ### on a line of its own between the two requests.',
  },
  'request-line-expected': {
    severity: 'error',
    message: detail =>
      `"${detail}" is not a request line. Write a method and a URL, such as GET /rest/v1.0/companies, or put # before a comment.`,
  },
  'target-missing': {
    severity: 'error',
    message: detail => `${detail} has no URL. Write one behind it, such as ${detail} /rest/v1.0/companies.`,
  },
  'method-unknown': {
    severity: 'hint',
    message: detail => `${detail} is not a method that is known here. It is sent as it stands.`,
  },
  'version-not-sent': {
    severity: 'hint',
    message: detail => `${detail} is read, but the request goes out as HTTP/1.1 or HTTP/2.`,
  },
  'header-without-colon': {
    severity: 'error',
    message: detail =>
      `"${detail}" is not a header: there is no colon. Write Name: value, or leave a blank line before the body.`,
  },
  'header-name-invalid': {
    severity: 'error',
    message: detail =>
      `"${detail}" cannot be the name of a header. Use letters, digits and dashes, or leave a blank line before the body.`,
  },
  'query-after-header': {
    severity: 'warning',
    message: detail =>
      `"${detail}" continues the URL, but other tools read it so only above the headers. Move it up.`,
  },
  'blank-line-missing': {
    severity: 'hint',
    message: () =>
      'The body starts here without a blank line after the headers. Put one above it: other tools need it.',
  },
  'header-after-blank-line': {
    severity: 'warning',
    message: detail =>
      `"${detail}" looks like a header, but after a blank line it is sent as body. Remove the blank line if a header is meant.`,
  },
  'body-comment-stripped': {
    severity: 'information',
    message: kind => `This line is not sent with the body: ${leftOut(kind)}`,
  },
  'reference-unclosed': {
    severity: 'error',
    message: () => 'This {{ has no }} on the same line. Close it, as in {{name}}.',
  },
  'reference-unclosed-in-body': {
    severity: 'warning',
    message: () =>
      'This {{ has no }} on the same line and is sent as text. Close it, as in {{name}}, if a variable is meant.',
  },
  'reference-empty': {
    severity: 'error',
    message: detail => `${detail} names no variable. Write a name between the braces, as in {{companyId}}.`,
  },
  'variable-malformed': {
    severity: 'error',
    message: detail => `"${detail}" is not a variable. Write @name = value.`,
  },
  'variable-without-equals': {
    severity: 'warning',
    message: detail => `Only httpYac reads this as a variable. Write @${detail} = and the value behind it.`,
  },
  'variable-redefined': {
    severity: 'hint',
    message: detail =>
      `@${detail} is set twice. Here a request takes the nearest one above it; other tools take the last of the file for all.`,
  },
  'name-duplicate': {
    severity: 'warning',
    message: detail =>
      `Two requests are named ${detail}. {{${detail}.response...}} reads the one that was sent last. Rename one of them.`,
  },
  'flag-not-followed': {
    severity: 'information',
    message: detail =>
      `@${detail} is accepted, but not followed here: ${unfollowed(detail) ?? 'it changes nothing'}.`,
  },
  'timeout-in-seconds': {
    severity: 'information',
    message: detail =>
      `${detail} is read as seconds, as in JetBrains; httpYac reads milliseconds. Write the unit, such as ${detail} ms.`,
  },
  'company-invalid': {
    severity: 'warning',
    message: detail =>
      `"${detail}" is not the id of a company. Write its number, such as # @company 1234, or a variable.`,
  },
  'name-missing': {
    severity: 'warning',
    message: () => '@name says no name. Write one behind it, as in # @name listProjects.',
  },
  'not-run': {
    severity: 'information',
    message: detail => `${detail} is kept, but not run here.`,
  },
  'curl-not-sent': {
    severity: 'information',
    message: () =>
      'A curl command is kept, but not sent from here. Turn it into a request: the quick fix does it, and so does pasting it.',
  },
  'not-sent': {
    severity: 'warning',
    message: detail => `${detail} requests cannot be sent here, only HTTP. The request is kept as it stands.`,
  },
  'graphql-not-sent': {
    severity: 'warning',
    message: () =>
      'GraphQL is not made into a request here, so nothing is sent. Write the JSON body {"query": "..."}, or # @noGqlParsing to send the text.',
  },
  'spread-not-read': {
    severity: 'warning',
    message: detail => `"${detail}" is not read here, so its headers would be missing. Write them out.`,
  },
  'script-unclosed': {
    severity: 'error',
    message: detail => `This script has no ${detail} before the next request. Close it.`,
  },
  'comment-unclosed': {
    severity: 'warning',
    message: () => 'This /* has no line with */ after it, so only this line is a comment. Close it.',
  },
  'assert-not-run': {
    severity: 'warning',
    message: detail => `This assertion is not run and counts as failed: ${detail}`,
  },
  'body-encoding-unknown': {
    severity: 'error',
    message: detail =>
      `There is no encoding "${detail}", so the file cannot be read. Write one such as <@latin1 or <@utf-16le, or <@ for UTF-8.`,
  },
  'body-file-absolute': {
    severity: 'warning',
    message: detail =>
      `"${detail}" is absolute, and only files in the folder of this file or in the workspace are sent. Put the file there and name it from here, such as ./data.json.`,
  },
  'character-unreadable': {
    severity: 'warning',
    message: () =>
      'This character could not be read, and U+FFFD stands for it: the file is not UTF-8 but perhaps Latin-1 (Windows-1252). Open it in that encoding and save it as UTF-8.',
  },
  'nul-character': {
    severity: 'warning',
    message: () => 'The file holds NUL characters: it may be UTF-16 or no text at all. Save it as UTF-8.',
  },
} as const satisfies Record<string, ProblemForm>;

/** Why a comment is left out of a body of that kind, and what to do where it is none. */
function leftOut(kind: string): string {
  switch (kind) {
    case 'json':
      return 'JSON has no comments. If it belongs to the data, put it into a string.';
    case 'form':
      return 'it is read as a comment. If it belongs to the data, write %23 for its # or %2F for its /.';
    case 'graphql':
      return 'it is read as a comment, as in GraphQL.';
    case 'multipart':
      return 'comments beside the parts, among their headers, in their JSON and around their files are left out.';
    case 'variable':
      return 'it is read as a comment, since a variable holds the Content-Type. If it belongs to the data, write a Content-Type such as text/plain itself.';
    default:
      return 'it is read as a comment. If it belongs to the data, give the request its Content-Type, such as text/plain.';
  }
}

/** The problems there are, by the name of their form; several may share one code. */
export type ProblemForms = keyof typeof forms;

/** The same mistake in a graver place keeps the code that users see. */
const shownCodes: Partial<Record<ProblemForms, string>> = {
  'separator-missing-here': 'separator-missing',
  'reference-unclosed-in-body': 'reference-unclosed',
  'curl-not-sent': 'not-run',
  'graphql-not-sent': 'not-sent',
  'spread-not-read': 'not-sent',
};

/** Whether a request with that problem stays unsent: a mistake, or a form that would go out as something else. */
export function stopsSending({ code, severity }: Problem): boolean {
  return severity === 'error' || code === 'not-sent';
}

/** A problem at `range`; `detail` is the text it is about. */
export function problem(form: ProblemForms, range: Range, detail = ''): Problem {
  const { severity, message } = forms[form];
  return { code: shownCodes[form] ?? form, message: message(shorten(detail)), severity, range };
}

function shorten(text: string): string {
  const line = text.trim();
  return line.length <= 60 ? line : `${line.slice(0, 57)}...`;
}
