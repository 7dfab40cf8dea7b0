import { isCurl } from '../../../convert/isCurl.ts';
import type { Segment } from '../../../syntax.ts';
import { type LiteralSecret, secretInVariable, secretsInCommand, secretsInRequest } from '../../secrets.ts';
import { type Finding, finding } from '../finding.ts';
import type { Seen } from '../seen.ts';

/** Secrets that stand in a request in clear. */
export function* secretsSeen({ segment, request, environment }: Seen): Generator<Finding> {
  for (const secret of secretsInRequest(segment, request)) {
    yield secret.authorization && environment !== undefined
      ? literal(
          secret,
          'A credential stands here in clear. Remove the header: the sign-in of the environment supplies it.',
        )
      : literal(secret);
  }
}

/** Secrets that file variables hold in clear. */
export function* secretsInVariables({ variables }: Segment): Generator<Finding> {
  for (const variable of variables) {
    const secret = secretInVariable(variable);
    if (secret !== undefined) yield literal(secret);
  }
}

/** Secrets in curl commands that the file keeps. */
export function* secretsInCommands({ text, base, problems }: Segment): Generator<Finding> {
  for (const { code, range } of problems) {
    if (code !== 'not-run') continue;
    const said = text.slice(range.start - base, range.end - base);
    if (!isCurl(said)) continue;
    for (const secret of secretsInCommand(said, range.start)) yield literal(secret);
  }
}

function literal(
  { range, holder, variable }: LiteralSecret,
  message = `A secret stands in this file in clear, in ${holder}: whoever gets the file can use it. Move it to http-client.private.env.json, and keep that file out of version control.`,
): Finding {
  return finding('secret-in-file', 'warning', range, message, variable);
}
