import { randomUUID } from 'node:crypto';
import type { HttpFile, RequestNode } from '../../httpFile/syntax.ts';
import type { Scope, ValueLayer } from '../../httpFile/values.ts';

/** What the editor itself knows, for `{{$procore...}}`: weaker than anything that a file says. */
export function hostValues(
  environment: string,
  company: { readonly id: string } | undefined,
  project?: { readonly id: string } | undefined,
): Readonly<Record<string, string>> {
  return {
    '$procore.environment': environment,
    ...(company === undefined ? {} : { '$procore.companyId': company.id }),
    ...(project === undefined ? {} : { '$procore.projectId': project.id }),
  };
}

/** Names as they stand before anything is sent: answers are not known, the rest is. */
export function scopeBeforeSending(
  file: HttpFile,
  request: RequestNode,
  host: Readonly<Record<string, string>>,
  layers: readonly ValueLayer[] = [],
): Scope {
  return {
    file,
    request,
    values: {
      overrides: {},
      layers,
      host,
      processEnv: process.env,
      now: Date.now,
      random: Math.random,
      uuid: randomUUID,
      answerOf: () => undefined,
    },
  };
}
