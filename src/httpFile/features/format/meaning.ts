import { spacedAssert } from '../../asserts.ts';
import type { HttpFile } from '../../syntax.ts';
import { compactJson } from './jsonLayout.ts';

/**
 * What a file says, without its layout: equal texts send equal requests. JSON bodies count by their tokens,
 * everything else to the letter.
 */
export function meaningOf({ requests, variables, problems }: HttpFile): string {
  return JSON.stringify([
    requests.map(request => [
      request.name?.text,
      request.title?.text,
      request.method,
      request.targetParts.map(({ text }) => text),
      request.httpVersion?.text,
      request.headers.map(({ name, value }) => [name.text, value.text]),
      bodyOf(request.body?.text),
      request.body?.file && [
        request.body.file.path.text,
        request.body.file.substitute,
        request.body.file.encoding,
      ],
      request.flags.map(({ name, value }) => [name, value]),
      request.asserts.map(({ text }) => spacedAssert(text) ?? text),
    ]),
    variables.map(({ name, value }) => [name.text, value.text]),
    problems.map(({ code, severity, message }) => [code, severity, message]).sort(),
  ]);
}

function bodyOf(text: string | undefined): string | undefined {
  return text === undefined ? undefined : (compactJson(text) ?? text);
}
