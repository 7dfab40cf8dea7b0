import { casesTried } from '../support/runs.ts';

/** Loaded beside the properties by `npm run fuzz`: says at the end how many cases there were. */
export const mochaHooks = {
  afterAll(): void {
    console.log(`\n${casesTried().toLocaleString('en')} cases`);
  },
};
