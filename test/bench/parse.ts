import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { parseHttpFile } from '../../src/httpFile/parser.ts';
import { regionsByHttpYac } from '../support/httpYac.ts';
import { type Benchmark, median } from './benchmark.ts';
import { largeCount, largeFile } from './largeFile.ts';

/**
 * How many times faster the large file is read than by httpYac, in one process: the middle times of both, each after
 * two seconds of runs that do not count, in which its code is compiled. All of our requests are read, and with them every
 * place and problem in them; only the nodes below a request are made later, when something looks at them.
 */
export const benchmarks: readonly Benchmark[] = [
  {
    name: 'parse-vs-httpyac',
    unit: 'ratio',
    bar: '>= 100',
    holds: value => value >= 100,
    run: async () => {
      const text = largeFile(largeCount);
      const ours = await middleTime(41, () => assert.equal(parseHttpFile(text).requests.length, largeCount));
      return (await middleTime(5, () => readByHttpYac(text))) / ours;
    },
  },
];

async function readByHttpYac(text: string): Promise<void> {
  const regions = await regionsByHttpYac(text);
  const read = regions.filter(({ request }) => request !== undefined).length;
  assert.equal(read, largeCount, 'httpYac reads another number of requests');
}

/** In ms: a single run of httpYac takes longer. */
const warmUp = 2000;

async function middleTime(rounds: number, work: () => void | Promise<void>): Promise<number> {
  for (let spent = 0; spent < warmUp; ) spent += await timed(work);
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push(await timed(work));
  return median(times);
}

async function timed(work: () => void | Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
