import assert from 'node:assert/strict';
import { dirname, extname, isAbsolute, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import * as httpyac from 'httpyac';
import { parseHttpFile } from '../../src/httpFile/parser.ts';
import type { Benchmark } from './benchmark.ts';

const requests = 2000;

/** A file of plain requests with names, variables, headers, bodies and asserts, about 240 characters each. */
function generatedFile(count: number): string {
  const lines = ['@host = https://api.procore.com', '@company = 42', ''];
  for (let number = 1; number <= count; number++) {
    const write = number % 2 === 0;
    lines.push(
      `### Request number ${number}`,
      `# @name request${number}`,
      `${write ? 'POST' : 'GET'} {{host}}/rest/v1.0/projects/${number}/rfis?company_id={{company}}&page=1`,
      'Accept: application/json',
      'Procore-Company-Id: {{company}}',
      ...(write
        ? [
            'Content-Type: application/json',
            '',
            '{',
            `  "subject": "RFI ${number}",`,
            '  "due_date": "2026-01-31"',
            '}',
          ]
        : []),
      '',
      '?? status == 200',
      '',
    );
  }
  return lines.join('\n');
}

/** How many times faster a file is read than by httpYac, in turns in one process, each at its best. */
export const benchmarks: readonly Benchmark[] = [
  {
    name: 'parse-vs-httpyac',
    unit: 'ratio',
    bar: '>= 100',
    holds: value => value >= 100,
    run: async () => {
      const text = generatedFile(requests);
      let ours = Number.POSITIVE_INFINITY;
      let theirs = Number.POSITIVE_INFINITY;
      for (let round = 0; round < 3; round++) {
        for (let turn = 0; turn < 10; turn++) {
          ours = Math.min(
            ours,
            await timed(() => assert.equal(parseHttpFile(text).requests.length, requests)),
          );
        }
        theirs = Math.min(theirs, await timed(() => readByHttpYac(text)));
      }
      return theirs / ours;
    },
  },
];

/** httpYac leaves the file system to its host; nothing but the text is there to be found. */
Object.assign(httpyac.io.fileProvider, {
  isAbsolute: async (name: string) => isAbsolute(name),
  dirname: (name: string) => dirname(name),
  joinPath: (...parts: string[]) => join(...parts),
  hasExtension: (name: string, ...extensions: string[]) => extensions.includes(extname(name).slice(1)),
  exists: async () => false,
  readdir: async () => [],
  fsPath: (name: string) => name,
});

async function readByHttpYac(text: string): Promise<void> {
  const store = new httpyac.store.HttpFileStore();
  const file = await store.getOrCreate('/bench/file.http', async () => text, 0, {
    workingDir: '/bench',
    config: {},
  });
  const read = file.httpRegions.filter(region => region.request !== undefined).length;
  assert.equal(read, requests, 'httpYac reads another number of requests');
}

async function timed(work: () => void | Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
