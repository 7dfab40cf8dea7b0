import { deepEqual } from 'node:assert/strict';
import { progressOf } from '../../../src/vscode/walkthrough/progress.ts';
import { forbidden, refused, sampleExchange, sampleSent } from '../../support/sampleExchange.ts';

const nothing = { answered: false, explained: false };

describe('The progress of the walkthrough', () => {
  it('has nothing of a request that runs', () => {
    deepEqual(progressOf([sampleSent({ exchange: undefined })], nothing), nothing);
  });

  it('has the first answer', () => {
    const sent = [sampleSent({ exchange: sampleExchange({ diagnoses: [] }) })];
    deepEqual(progressOf(sent, nothing), { answered: true, explained: false });
  });

  it('has the first failure whose cause was told', () => {
    const sent = [sampleSent({ exchange: refused({ diagnoses: [forbidden] }) })];
    deepEqual(progressOf(sent, nothing), { answered: false, explained: true });
  });

  it('goes back for nothing', () => {
    const done = { answered: true, explained: true };
    deepEqual(progressOf([], done), done);
  });
});
