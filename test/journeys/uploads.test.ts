import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadBundledCatalog } from '../../src/procore/catalog/bundled.ts';
import { builtInEnvironments, findEnvironment } from '../../src/procore/environments.ts';
import { createRunner } from '../../src/runner/run.ts';
import type { Progress, SendQuestion } from '../../src/runner/runner.ts';
import { contentTypeOf, fileSource, type UploadSource } from '../../src/runner/uploads/source.ts';
import type { UploadOutcome } from '../../src/runner/uploads/upload.ts';
import type { UploadJob, UploadProgress } from '../../src/runner/uploads/uploadJob.ts';
import { runText, tokenOf } from '../support/runText.ts';
import { type Simulated, withSimulator } from '../support/simulated.ts';

const company = '4264807';
const project = '310512';
const none = { hourlyLimit: 0, spikeLimit: 0 };
const block = Buffer.alloc(1 << 16, 'The quick brown fox. ');
const mebibyte = 1 << 20;

/** A file of that size that is nowhere, and what was read of it. */
function made(size: number, name = 'walk.mp4') {
  const seen = { opened: 0 };
  const source: UploadSource = {
    name,
    contentType: 'video/mp4',
    size,
    slice: (_start, length) => ({
      byteLength: length,
      async *open() {
        seen.opened += 1;
        for (let left = length; left > 0; left -= block.length) yield block.subarray(0, left);
      },
    }),
  };
  return { source, seen };
}

interface Uploaded {
  readonly outcome: UploadOutcome;
  readonly progress: readonly UploadProgress[];
  readonly questions: readonly SendQuestion[];
}

async function upload(
  { environment, clock, getToken }: Pick<Simulated, 'environment' | 'clock' | 'getToken'>,
  source: UploadSource,
  more: Partial<Omit<UploadJob, 'source'>> & {
    readonly signal?: AbortSignal;
    readonly yes?: boolean;
  } = {},
): Promise<Uploaded> {
  const progress: UploadProgress[] = [];
  const questions: SendQuestion[] = [];
  const { signal = new AbortController().signal, yes = false, ...job } = more;
  const runner = createRunner({
    clock,
    random: () => 0,
    getToken,
    catalog: loadBundledCatalog,
    readBodyFile: () => Promise.reject(new Error('no body file')),
    confirmSend: async question => {
      questions.push(question);
      return yes;
    },
  });
  try {
    const outcome = await runner.upload(
      {
        source,
        place: { companyId: company, projectId: project },
        wish: 'usual',
        environment,
        environments: builtInEnvironments,
        ...job,
        onProgress(step) {
          progress.push(step);
          job.onProgress?.(step);
        },
      },
      signal,
    );
    return { outcome, progress, questions };
  } finally {
    await runner.close();
  }
}

function done(outcome: UploadOutcome) {
  equal(outcome.kind, 'uploaded', JSON.stringify(outcome));
  return outcome as Extract<UploadOutcome, { kind: 'uploaded' }>;
}

const parts = (log: readonly string[]) => log.filter(line => /PUT .*(?:pro-core|parts)/.test(line));

describe('An upload', () => {
  for (const [size, wish, flow] of [
    [0, 'usual', 'direct'],
    [1, 'usual', 'direct'],
    [16 * mebibyte + 1, 'usual', 'segmented'],
    [0, 'unified', 'unified'],
    [1, 'unified', 'unified'],
    [33 * mebibyte, 'unified', 'unified'],
  ] as const) {
    it(`of ${size} bytes goes the ${flow} way, is confirmed, and a record takes it`, async () => {
      await withSimulator(none, async simulated => {
        const { outcome, progress } = await upload(simulated, made(size).source, { wish });
        const { id, state, confirmed } = done(outcome);
        equal(done(outcome).flow, flow);
        deepEqual([state, confirmed], ['complete', true]);
        deepEqual(progress.at(-1), { phase: 'finishing', bytes: size, total: size });
        const { environment, clock, getToken } = simulated;
        const { exchange } = await runText(
          `# @company ${company}\nPOST /rest/v1.0/files?project_id=${project}\nContent-Type: application/json\n\n{"file":{"parent_id":1,"name":"walk.mp4","upload_uuid":"${id}"}}\n`,
          { environment, clock, getToken },
        );
        equal(exchange.response?.status, 201, exchange.response?.body);
      });
    });
  }

  it('goes to the company where no project is meant', async () => {
    await withSimulator(none, async simulated => {
      const place = { companyId: company, projectId: undefined };
      for (const wish of ['usual', 'unified'] as const)
        done((await upload(simulated, made(10).source, { place, wish })).outcome);
      ok(simulated.log.some(line => line.includes(`POST /rest/v1.1/companies/${company}/uploads`)));
      ok(simulated.log.some(line => line.includes(`POST /rest/v2.1/companies/${company}/uploads`)));
    });
  });

  it('shows storage no token, which would refuse one', async () => {
    await withSimulator(none, async simulated => {
      done((await upload(simulated, made(17 * mebibyte).source)).outcome);
      equal(simulated.log.filter(line => /storage: InvalidArgument/.test(line)).length, 0);
      equal(parts(simulated.log).length, 2);
    });
  });

  it('of a file on disk has its name, whatever stands in it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pw-upload-'));
    try {
      const name = 'a {{b}} "Ü" ### x.pdf';
      const path = join(folder, 'x.pdf');
      writeFileSync(path, Buffer.alloc(70_000, 'x'));
      await withSimulator(none, async simulated => {
        const source = fileSource(path, { name, contentType: contentTypeOf(name), size: 70_000 });
        equal(source.contentType, 'application/pdf');
        const { id } = done((await upload(simulated, source)).outcome);
        const { environment, clock, getToken } = simulated;
        const { exchange } = await runText(
          `# @company ${company}\nGET /rest/v1.1/projects/${project}/uploads/${id}`,
          { environment, clock, getToken },
        );
        equal(JSON.parse(exchange.response?.body ?? '').response_filename, name);
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  for (const fault of ['storage-reset', 'storage-unavailable', 'storage-damage']) {
    it(`sends a part again alone after ${fault}`, async () => {
      await withSimulator(none, async simulated => {
        await simulated.fault(fault, 'once');
        const { outcome, progress } = await upload(simulated, made(49 * mebibyte).source);
        done(outcome);
        equal(parts(simulated.log).length, 5);
        deepEqual(simulated.clock.slept, [500]);
        const sending = progress.filter(({ phase }) => phase === 'sending');
        equal(sending.at(-1)?.bytes, 49 * mebibyte);
      });
    });
  }

  it('gives a part up that never arrives, and says so', async () => {
    await withSimulator(none, async simulated => {
      await simulated.fault('storage-unavailable', 'on');
      const { outcome } = await upload(simulated, made(1000).source);
      ok(outcome.kind === 'failed');
      equal(outcome.code, 'storage-refused');
      match(outcome.id ?? '', /^[0-9A-Z]{26}$/);
      match(outcome.message, /refused a part of the file 5 times \(503, SlowDown/);
      deepEqual(simulated.clock.slept, [500, 1000, 2000, 4000]);
    });
  });

  it('that has expired is told apart, so that a new one can be made', async () => {
    await withSimulator(none, async simulated => {
      for (const size of [10, 20 * mebibyte]) {
        await simulated.fault('upload-expired', 'on');
        const { outcome } = await upload(simulated, made(size).source);
        equal(outcome.kind, 'expired');
        match(
          outcome.kind === 'expired' ? outcome.message : '',
          /no longer takes the upload \(403, AccessDenied/,
        );
        await simulated.fault('upload-expired', 'off');
        done((await upload(simulated, made(size).source)).outcome);
      }
    });
  });

  it('of version 2.1 goes on with fresh addresses where some have expired', async () => {
    await withSimulator(none, async simulated => {
      await simulated.fault('upload-expired', 'once');
      done((await upload(simulated, made(49 * mebibyte).source, { wish: 'unified' })).outcome);
      equal(parts(simulated.log).length, 5);
    });
  });

  it('waits until a record can take it, but not for ever', async () => {
    await withSimulator(none, async simulated => {
      await simulated.fault('upload-processing', 'on');
      const { outcome } = await upload(simulated, made(10).source, { wish: 'unified' });
      equal(done(outcome).state, 'processing');
      equal(
        simulated.clock.slept.reduce((sum, wait) => sum + wait, 0),
        60_750,
      );
    });
  });

  it('of a file that changes meanwhile fails, and is not completed', async () => {
    await withSimulator(none, async simulated => {
      const { source } = made(20 * mebibyte);
      let opened = 0;
      const changing: UploadSource = {
        ...source,
        slice: (_start, length) => ({
          byteLength: length,
          async *open() {
            opened += 1;
            const content = opened > 2 ? Buffer.alloc(block.length, 'other') : block;
            for (let left = length; left > 0; left -= block.length) yield content.subarray(0, left);
          },
        }),
      };
      const { outcome } = await upload(simulated, changing);
      ok(outcome.kind === 'failed');
      equal(outcome.code, 'upload-file-changed');
      match(outcome.message, /walk\.mp4 changed while it was uploaded/);
      equal(simulated.log.filter(line => line.includes('PATCH')).length, 0);
    });
  });

  it('that cannot be read says so and sends nothing', async () => {
    await withSimulator(none, async simulated => {
      const source = fileSource('/nowhere/x.mp4', {
        name: 'x.mp4',
        contentType: 'video/mp4',
        size: 20 * mebibyte,
      });
      const { outcome } = await upload(simulated, source);
      ok(outcome.kind === 'failed');
      match(outcome.message, /^x\.mp4 cannot be read: ENOENT/);
      equal(simulated.log.length, 0);
    });
  });

  it('stops where the person stops it, in each phase', async () => {
    for (const phase of ['reading', 'sending'] as const) {
      await withSimulator(none, async simulated => {
        const stop = new AbortController();
        const { outcome } = await upload(simulated, made(49 * mebibyte).source, {
          signal: stop.signal,
          onProgress: step => step.phase === phase && step.bytes > 0 && stop.abort(),
        });
        ok(outcome.kind === 'failed');
        equal(outcome.code, 'cancelled');
        equal(simulated.log.filter(line => line.includes('PATCH')).length, 0);
        // Before it is announced there is nothing that could be left.
        equal(outcome.id === undefined, phase === 'reading');
      });
    }
  });

  it('tells what it waits for: a rate window, and storage that takes no part', async () => {
    await withSimulator({}, async simulated => {
      await simulated.fault('rate-limit-spike', 'once');
      await simulated.fault('storage-unavailable', 'once');
      const heard: Progress[] = [];
      const { outcome } = await upload(simulated, made(10).source, { onWait: step => heard.push(step) });
      done(outcome);
      const waits = heard.flatMap(step => (step.kind === 'waiting' ? [step.reason] : []));
      deepEqual(waits, ["Procore's rate limit is used up", 'storage did not take a part; trying again']);
      deepEqual(heard.at(-1), { kind: 'sending', attempt: 2 });
    });
  });

  it('tells why Procore does not take it', async () => {
    await withSimulator(none, async simulated => {
      await simulated.fault('permission-insufficient', 'on');
      const { outcome } = await upload(simulated, made(10).source);
      ok(outcome.kind === 'failed');
      equal(outcome.exchange?.response?.status, 403);
      equal(outcome.exchange?.diagnoses[0]?.id, 'permission-insufficient');
      match(outcome.message, /^Procore did not take the upload \(403 Forbidden\)\. \S/);
    });
  });

  it('is asked for once on production, with its name and size', async () => {
    await withSimulator(none, async ({ clock }) => {
      const environment = findEnvironment(builtInEnvironments, 'production');
      ok(environment);
      const getToken = () => Promise.resolve(tokenOf('production', 'production-token'));
      const { outcome, questions } = await upload(
        { environment, clock, getToken },
        made(40 * mebibyte).source,
      );
      ok(outcome.kind === 'failed');
      equal(outcome.code, 'not-confirmed');
      deepEqual(
        questions.map(({ method, extent }) => [method, extent]),
        [['POST', 'Upload of walk.mp4, 41,943,040 bytes, in 3 parts']],
      );
    });
  });

  it('asks no second time for its later steps', async () => {
    await withSimulator(none, async simulated => {
      const environment = { ...simulated.environment, production: true };
      const { outcome, questions } = await upload({ ...simulated, environment }, made(20 * mebibyte).source, {
        yes: true,
      });
      done(outcome);
      equal(questions.length, 1);
    });
  });

  it('goes to no address in the clear, wherever an answer sends it', async () => {
    let stored = 0;
    const server = createServer((request, response) => {
      if (request.method === 'PUT') stored += 1;
      request
        .resume()
        .on('end', () =>
          response
            .writeHead(201, { 'content-type': 'application/json' })
            .end(JSON.stringify({ uuid: '01J', url: 'http://storage.example/x', fields: {} })),
        );
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    ok(typeof address === 'object' && address !== null);
    try {
      await withSimulator(none, async ({ clock, environment }) => {
        const url = `http://127.0.0.1:${address.port}`;
        const other = { ...environment, apiUrl: url, loginUrl: url, webUrl: url };
        const getToken = () => Promise.resolve(tokenOf('simulator', 'a-token'));
        const { outcome } = await upload({ environment: other, clock, getToken }, made(10).source);
        ok(outcome.kind === 'failed');
        equal(outcome.code, 'upload-answer-unknown');
        equal(stored, 0);
      });
    } finally {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    }
  });

  it('of nine parts is read as it arrives, at most four parts at a time', async () => {
    await withSimulator(none, async simulated => {
      const { source } = made(132 * mebibyte);
      const opened = new Map<number, number[]>();
      const { outcome } = await upload(simulated, {
        ...source,
        slice: (start, length) => ({
          byteLength: length,
          async *open() {
            opened.set(start, [...(opened.get(start) ?? []), parts(simulated.log).length]);
            yield* source.slice(start, length).open();
          },
        }),
      });
      done(outcome);
      equal(parts(simulated.log).length, 9);
      // Once for the checksums, before anything is sent, and once to be sent, with others of those under way.
      const readings = [...opened].sort(([one], [other]) => one - other);
      deepEqual(
        readings.map(([start, arrived]) => [start, arrived.length, arrived[0]]),
        Array.from({ length: 9 }, (_, part) => [part * 16 * mebibyte, 2, 0]),
      );
      for (const [part, [, arrived]] of readings.entries())
        ok((arrived[1] ?? 0) >= part - 3, `part ${part} was read when ${arrived[1]} had arrived`);
    });
  }).timeout(60_000);
});
