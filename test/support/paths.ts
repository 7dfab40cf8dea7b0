import { join, resolve } from 'node:path';

/** The checkout, whatever directory a script was started in. */
export const root = resolve(import.meta.dirname, '../..');

/** Where editors are kept between runs. */
export const editorCache = join(root, '.vscode-test');

/** Output of tests: bundled suites, reports, screenshots. */
export const buildOutput = join(root, 'build');
