import type { UploadSource } from '../../src/runner/uploads/source.ts';
import { endOf, type Step, type StepEnd, send } from './step.ts';

const company = 4264807;
/** Nobody reads lists of it. */
export const writtenProject = 310481;
const rfis = `/rest/v1.0/projects/${writtenProject}/rfis`;
const head = (method: string, path: string) =>
  `# @company ${company}\n${method} ${path}\nContent-Type: application/json\n\n`;

/** The step that made a record, by its subject; `undefined`: none of ours. */
export function makerOf(subject: string): string | undefined {
  return /^Soak (\d+)/.exec(subject)?.[1];
}

/** Makes a record, and changes it. */
export async function writeRecord(step: Step): Promise<StepEnd> {
  const { number, dice } = step;
  const subject = `Soak ${number}`;
  const question = { subject, assignee_ids: [8800101], question: { body: 'Which?' } };
  const made = await send(step, head('POST', rfis) + JSON.stringify({ rfi: question }));
  const end = endOf(made);
  if (end !== 'well' || dice.roll() < 0.5) return end;
  const id: unknown = JSON.parse(made.response?.body ?? '{}').id;
  const changed = JSON.stringify({ rfi: { subject: `${subject}, changed` } });
  return endOf(await send(step, head('PATCH', `${rfis}/${id}`) + changed));
}

const rowsAtOnce = 1000;

/** A sync action of more than one call; each call has a length of its own, by which the server knows it. */
export async function syncVendors(step: Step): Promise<StepEnd> {
  const { dice } = step;
  const rows = dice.between(1, 2) * rowsAtOnce + dice.between(1, 300);
  const updates = Array.from({ length: rows }, (_, index) => ({
    origin_id: `soak-${String(index).padStart(4, '0')}`,
    name: `Vendor ${String(index).padStart(4, '0')}${'x'.repeat(Math.floor(index / rowsAtOnce))}`,
  }));
  const text = head('PATCH', '/rest/v1.0/vendors/sync') + JSON.stringify({ company_id: company, updates });
  const exchange = await send(step, text);
  const end = endOf(exchange);
  if (end !== 'well') return end;
  const { entities, errors }: { readonly entities: readonly unknown[]; readonly errors: readonly unknown[] } =
    JSON.parse(exchange.response?.body ?? '{"entities":[],"errors":[]}');
  const told = entities.length + errors.length;
  if (told !== rows) step.found(`of ${rows} rows of a sync action ${told} are told of`);
  return end;
}

const block = Buffer.alloc(1 << 16, 'soak ');
const mebibyte = 1 << 20;

/** A file into Procore: one form, in parts, or by version 2.1. */
export async function uploadFile(step: Step): Promise<StepEnd> {
  const { dice, runner, at, number, signal, tokens } = step;
  const size = dice.roll() < 0.04 ? 17 * mebibyte : dice.between(1, 200_000);
  const source: UploadSource = {
    name: `soak-${number}.pdf`,
    contentType: 'application/pdf',
    size,
    slice: (_start, length) => ({
      byteLength: length,
      async *open() {
        for (let left = length; left > 0; left -= block.length) yield block.subarray(0, left);
      },
    }),
  };
  const outcome = await runner.upload(
    {
      source,
      place: { companyId: String(company), projectId: String(writtenProject) },
      wish: dice.pick(['usual', 'usual', 'unified']),
      environment: runner.environments[at],
      environments: Object.values(runner.environments),
    },
    signal,
  );
  if (tokens.foundIn(JSON.stringify(outcome)) !== undefined) step.found('a token stands in the outcome');
  if (outcome.kind === 'uploaded') return 'well';
  return outcome.kind === 'failed' && outcome.code === 'cancelled' ? 'cancelled' : 'failed';
}
