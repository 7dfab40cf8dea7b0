import { deepEqual } from 'node:assert/strict';
import type { SentRequest } from '../../../src/vscode/requests/sentRequests.ts';
import { stepsDoneBy } from '../../../src/vscode/walkthrough/progress.ts';
import { forbidden, refused, sampleExchange, sampleSent } from '../../support/sampleExchange.ts';

const steps = (...sent: readonly SentRequest[]) => [...stepsDoneBy(sent)];

describe('The steps of the walkthrough that sending does', () => {
  it('are none while a request runs', () => {
    deepEqual(steps(sampleSent({ exchange: undefined })), []);
  });

  it('are the answer that came', () => {
    deepEqual(steps(sampleSent({ exchange: sampleExchange({ diagnoses: [] }) })), ['answered']);
  });

  it('are the failure whose cause was told', () => {
    deepEqual(steps(sampleSent({ exchange: refused({ diagnoses: [forbidden] }) })), ['explained']);
  });
});
