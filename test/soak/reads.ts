import { readFile, rm } from 'node:fs/promises';
import type { Exchange } from '../../src/runner/exchange.ts';
import { createRowFile } from '../../src/runner/rowFile.ts';
import { compareIds, endOf, type KnownList, type Step, type StepEnd, send } from './step.ts';

const get = ({ company, target }: KnownList, query: string) =>
  `# @company ${company}\nGET ${target}${target.includes('?') ? '&' : '?'}${query}\n`;

/** One page of a list, in memory or in a file. */
export async function readOnePage(step: Step): Promise<StepEnd> {
  const { dice, lists } = step;
  const list = dice.pick(lists);
  const perPage = dice.between(2, 40);
  const page = dice.between(1, Math.ceil(list.ids.length / perPage));
  const exchange = await send(step, get(list, `page=${page}&per_page=${perPage}`));
  const end = endOf(exchange);
  if (end === 'well') {
    compareIds(step, exchange.response?.body ?? '', list.ids.slice((page - 1) * perPage, page * perPage));
  }
  return end;
}

/** A long answer, which goes to a file. */
export async function readLongAnswer(step: Step): Promise<StepEnd> {
  const { dice, lists, folder } = step;
  const list = dice.pick(lists);
  const exchange = await send(step, get(list, `per_page=${list.ids.length}`), {
    bodyFiles: folder.bodyFiles,
  });
  const path = exchange.response?.bodyFile;
  const end = endOf(exchange);
  if (end === 'well' && path === undefined) step.found('a long answer is in no file');
  if (path === undefined) return end;
  if (end === 'well') compareIds(step, await readFile(path, 'utf8'), list.ids);
  await rm(path, { force: true });
  return end;
}

/** All pages of a list, in memory. */
export async function readWholeList(step: Step): Promise<StepEnd> {
  const { dice, lists } = step;
  const list = dice.pick(lists);
  const exchange = await send(step, get(list, `per_page=${perPageFor(step, list)}`), { allPages: true });
  return wholeEnd(step, exchange, list, async () => exchange.response?.body ?? '');
}

/** All pages of a list to a file; stopped on the way, and gone on with, until all have come. */
export async function readListToFile(step: Step): Promise<StepEnd> {
  const { dice, lists, folder, number, clock } = step;
  const list = dice.pick(lists);
  const name = `list-${number}.${dice.pick(['json', 'jsonl'])}`;
  const path = folder.path(name);
  const text = get(list, `per_page=${perPageFor(step, list)}`);
  let end: StepEnd = 'cancelled';
  try {
    for (let tries = 0; tries < 5; tries += 1) {
      const stop = new AbortController();
      const stopAt = tries < 4 && dice.roll() < 0.6 ? dice.between(1, 12) : Number.POSITIVE_INFINITY;
      let pages = 0;
      const exchange = await send(
        step,
        text,
        {
          allPages: true,
          resumePages: true,
          rowStore: createRowFile(path, name, clock.now),
          onProgress(progress) {
            if (progress.kind === 'page' && ++pages >= stopAt) stop.abort();
          },
        },
        AbortSignal.any([stop.signal, step.signal]),
      );
      end = await wholeEnd(step, exchange, list, async () => {
        const rows = await readFile(path, 'utf8');
        return name.endsWith('.json') ? rows : `[${rows.trimEnd().replaceAll('\n', ',')}]`;
      });
      if (end === 'well' || step.signal.aborted) break;
    }
    const mine = (await folder.names()).filter(one => one.startsWith(name));
    const fine = end === 'well' ? [name] : [`${name}.part`, `${name}.part.json`];
    const odd = mine.filter(one => !fine.includes(one));
    if (odd.length > 0) step.found(`after a list that ended ${end} there is ${odd.join(', ')}`);
  } finally {
    for (const ending of ['', '.part', '.part.json', '.part.json.new'])
      await rm(`${path}${ending}`, { force: true });
  }
  return end;
}

function perPageFor({ dice }: Step, { ids }: KnownList): number {
  return Math.max(2, Math.ceil(ids.length / dice.between(3, 25)));
}

/** A list is whole where it says so; then it has each row once. */
async function wholeEnd(
  step: Step,
  exchange: Exchange,
  list: KnownList,
  body: () => Promise<string>,
): Promise<StepEnd> {
  const end = endOf(exchange);
  const { pagination } = exchange;
  if (end !== 'well') return end;
  if (pagination === null) {
    step.found('a list was read without a word of its pages');
    return end;
  }
  const { hasNext, duplicateRows, missingRows } = pagination;
  if (duplicateRows !== undefined || missingRows !== undefined) {
    step.found(`rows moved in a list that nobody changes: ${JSON.stringify(pagination)}`);
  }
  if (hasNext) return 'failed';
  compareIds(step, await body(), list.ids);
  return end;
}

/** An answer that another request reads from, sent first by itself. */
export async function readInTurn(step: Step): Promise<StepEnd> {
  const exchange = await send(
    step,
    `# @company 4264807
# @name projects
GET /rest/v1.0/projects?company_id=4264807

###
# @company 4264807
GET /rest/v1.0/projects/{{projects.response.body.$[0].id}}/rfis?per_page=3
`,
  );
  return endOf(exchange);
}

/** Another host, which leads back to the API: neither may get a token for it. */
export async function readElsewhere(step: Step): Promise<StepEnd> {
  const { dice, foreignUrl } = step;
  const there = dice.roll() < 0.5;
  const exchange = await send(step, `GET ${foreignUrl}${there ? '/there' : '/here'}\n`);
  const status = exchange.response?.status ?? 0;
  if (there && status === 200) step.found('the API answered somebody without a token');
  return there && exchange.error === null && status > 0 ? 'well' : endOf(exchange);
}
