import { endOf, idsIn, type KnownList, type Sending, send } from './step.ts';
import { makerOf, writtenProject } from './writes.ts';

/** Read in one page each, before anything goes wrong. */
export async function knownLists(step: Sending): Promise<readonly [KnownList, ...KnownList[]]> {
  const read = async (company: number, target: string): Promise<KnownList> => {
    const query = `${target.includes('?') ? '&' : '?'}per_page=1000`;
    const exchange = await send(step, `# @company ${company}\nGET ${target}${query}\n`);
    const { response, pagination, error } = exchange;
    const ids = endOf(exchange) === 'well' ? idsIn(response?.body ?? '') : [];
    if (ids.length === 0 || new Set(ids).size !== ids.length || pagination?.total !== ids.length) {
      const said = error?.message ?? `${response?.status} ${response?.body?.slice(0, 200)}`;
      throw new Error(`${target} is no list that others can be compared with: ${said}`);
    }
    return { company, target, ids };
  };
  return [
    await read(4264807, '/rest/v1.0/projects/310512/rfis'),
    await read(4264807, '/rest/v1.0/projects/310512/rfis?filters[status][]=open'),
    await read(4264807, '/rest/v1.0/projects/310512/submittals'),
    await read(562949953443325, '/rest/v1.0/vendors?company_id=562949953443325'),
  ];
}

/** Steps that made their record twice, by what the simulators have now. */
export async function madeTwice(step: Sending): Promise<readonly string[]> {
  const again: string[] = [];
  for (const at of ['first', 'second'] as const) {
    const target = `/rest/v1.0/projects/${writtenProject}/rfis?per_page=1000`;
    const { response } = await send({ ...step, at }, `# @company 4264807\nGET ${target}\n`, {
      allPages: true,
    });
    const rows: readonly { readonly subject: string }[] = JSON.parse(response?.body ?? '[]');
    const makers = rows.flatMap(({ subject }) => makerOf(subject) ?? []);
    again.push(...makers.filter((maker, index) => makers.indexOf(maker) !== index));
  }
  return again;
}
