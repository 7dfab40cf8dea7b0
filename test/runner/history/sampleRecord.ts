import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import { builtInEnvironments, type Environment } from '../../../src/procore/environments.ts';
import type { Exchange } from '../../../src/runner/exchange.ts';
import type { Entry } from '../../../src/runner/history/entry.ts';
import { type AboutSending, type BodyLimits, makeEntry } from '../../../src/runner/history/makeEntry.ts';
import { type SentRecord, sentRecord } from '../../../src/runner/history/sentRecord.ts';
import { exchange } from '../../support/exchange.ts';

/** What the runner tells of the first request of a text. */
export function sampleRecord(
  text: string,
  answered: Exchange = exchange(),
  sent: { readonly body?: string | Uint8Array; readonly secrets?: readonly string[] } = {},
): SentRecord {
  const file = parseHttpFile(text);
  const [request] = file.requests;
  const [environment] = builtInEnvironments;
  if (request === undefined || environment === undefined) throw new Error('the text holds no request');
  const job = {
    file,
    fileName: 'a.http',
    request,
    environment,
    environments: builtInEnvironments,
    values: { overrides: {}, host: {}, processEnv: {} },
    allPages: false,
    timeoutMs: undefined,
  };
  return sentRecord(job, answered, { body: sent.body, secrets: sent.secrets ?? [], context: {} });
}

export function sampleEntry(
  text: string,
  answered?: Exchange,
  about: Partial<AboutSending> = {},
  limits: Partial<BodyLimits> = {},
): Entry {
  const environment: Pick<Environment, 'name' | 'title'> = { name: 'sandbox', title: 'Sandbox' };
  return makeEntry(
    sampleRecord(text, answered),
    {
      at: Date.parse('2026-11-21T14:03:00Z'),
      document: 'file:///site/a.http',
      key: 'rfis',
      environment,
      company: { id: '4264807', name: 'Harbor & Pine' },
      project: undefined,
      outcome: '200 OK · 15 ms',
      result: 'passed',
      ...about,
    },
    { bodies: true, longest: 1000, ...limits },
  );
}
