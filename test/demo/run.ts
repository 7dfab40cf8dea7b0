import { playTour } from './tour.ts';

const interruption = new AbortController();
process.once('SIGINT', () => interruption.abort());

const asExpected = await playTour({
  print: text => process.stdout.write(text),
  color: process.stdout.isTTY,
  signal: interruption.signal,
});
process.exitCode = asExpected ? 0 : 1;
