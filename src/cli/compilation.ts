import { setFlagsFromString } from 'node:v8';

/**
 * undici reads answers by one large function of WebAssembly. To optimize it, as the engine does after a few of them,
 * takes a tenth of a second of another processor and 12 MB, and even runs of thousands are no faster for it. After the
 * modules are loaded, since Node's compiled code of its own holds for the flags that it starts with.
 */
export function keepParserAsCompiled(): void {
  setFlagsFromString('--no-wasm-tier-up --no-wasm-dynamic-tiering');
}

/** Runs of fewer requests are over before they gain by code that is optimized early; those of 3,000 do, by a fifth. */
const few = 1_000;

/** Later ones may not know the flags, and would say so on stderr. */
const newestNodeTried = 24;

/**
 * Has V8 optimize a function after 5,000 calls instead of 400, where that many hardly come: it took a quarter of all
 * processor time of a run of 200 requests, and on two processors some of it from the server. What it takes note of for
 * its first, quick compilation, it does from the first call on instead of the eighth, which is a twelfth of such a run.
 */
export function optimizeLate(requests: number): void {
  const [major] = process.versions.node.split('.');
  if (requests < few && Number(major) <= newestNodeTried)
    setFlagsFromString('--invocation-count-for-maglev=5000 --no-lazy-feedback-allocation');
}
