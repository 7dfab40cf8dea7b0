import type { AnswerPath } from './answerPaths.ts';
import { readAnswer } from './answers.ts';
import { missing } from './missingValues.ts';
import { isSecretName, secretsOf } from './secretValues.ts';
import type { RequestNode } from './syntax.ts';
import type { FoundValue, MissingValue, ShadowedValue, Values } from './values.ts';

/** What a reference reads of the answer of `request`, or why it reads nothing. */
export function answerValue(
  name: string,
  { path, request }: { readonly path: AnswerPath; readonly request: RequestNode },
  { answerOf }: Pick<Values, 'answerOf'>,
  shadows: readonly ShadowedValue[],
): FoundValue | MissingValue {
  const answer = answerOf(request);
  if (answer === undefined) {
    const message = `${path.request} has no answer yet. Send it first.`;
    return { ...missing(name, 'request-not-answered', message), needs: request };
  }
  const read = readAnswer(answer, path);
  if ('problem' in read) return nothingRead(name, path, read.problem);
  return {
    found: true,
    name,
    value: read.text,
    origin: 'answer',
    definition: undefined,
    layer: undefined,
    line: undefined,
    secrets: isSecretName(lastWord(path.path))
      ? secretsOf(lastWord(path.path), read.text)
      : (answer.secrets ?? []).filter(secret => read.text.includes(secret)),
    warning: undefined,
    shadows,
  };
}

/** `access_token` of `$.session['access_token']`. */
function lastWord(path: string): string {
  return /([\w-]+)\W*$/.exec(path)?.[1] ?? '';
}

/** `login.response.status` is read as a path in the body, where it is hardly meant. */
function notReadable(name: string, { request, path }: AnswerPath): MissingValue {
  const forms = `{{${request}.response.body.$.id}} and {{${request}.response.headers.ETag}}`;
  return missing(
    name,
    'answer-has-no-value',
    `Of an answer its body and its headers can be read, as in ${forms}, and its status, as {{${request}Response.status}}. ${path} is none of them.`,
  );
}

function nothingRead(
  name: string,
  path: AnswerPath,
  problem: 'empty' | 'not-json' | 'path-invalid' | 'not-read',
): MissingValue {
  const place = `the ${path.half} of ${path.request}`;
  switch (problem) {
    case 'empty':
      if (/^(?:request|response)(?![\w-])/.test(path.path)) return notReadable(name, path);
      return missing(
        name,
        'answer-has-no-value',
        `${path.path || path.part} finds nothing in ${place}. Look at that answer and mend the path.`,
      );
    case 'not-json':
      return missing(
        name,
        'answer-has-no-value',
        `The body of ${place} is not JSON, so ${path.path} finds nothing in it.`,
      );
    case 'path-invalid':
      return missing(
        name,
        'answer-path-invalid',
        `${path.path} is not a JSONPath. Write for example $.items[0].id.`,
      );
    case 'not-read':
      return missing(
        name,
        'answer-path-invalid',
        `${path.path} is an XPath, and XPath is not read here. Take the whole body with *, or a JSONPath such as $.items[0].id from a JSON body.`,
      );
  }
}
