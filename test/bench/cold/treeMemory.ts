import assert from 'node:assert/strict';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import { largeCount, largeFile } from '../largeFile.ts';

/**
 * In a process that can collect garbage on demand: what a parse leaves on the heap and beside it, in typed arrays,
 * as a multiple of the text.
 */
const { gc } = globalThis;
assert.ok(gc, 'run with --expose-gc');
const text = largeFile(largeCount);
parseHttpFile(largeFile(10));
gc();
const before = memoryUsed();
const file = parseHttpFile(text);
assert.equal(file.requests.length + file.problems.length, largeCount);
gc();
const after = memoryUsed();
assert.equal(file.variables.length, 2);
console.log((after - before) / text.length);

function memoryUsed(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
