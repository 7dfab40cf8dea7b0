import { deepEqual, equal } from 'node:assert/strict';
import { parseHttpFile } from '../../src/httpFile/parser.ts';
import { stopsSending } from '../../src/httpFile/problems.ts';

describe('problems of a file', () => {
  const whole =
    '# @name a\n# @sleep 5\nGET /rest/v1.0/me\n\n###\n# @name a\n@x = 1\nGET /\n\n###\n@x = 2\nGET /\n';

  for (const [character, code] of [
    ['\0', 'nul-character'],
    ['\u{fffd}', 'character-unreadable'],
  ])
    it(`that show in all of it, such as ${code}, stop no request from being sent`, () => {
      const { fileProblems } = parseHttpFile(`${whole}\n${character}`);
      deepEqual(
        new Set(fileProblems.map(problem => problem.code)),
        new Set(['name-duplicate', 'variable-redefined', 'flag-not-followed', code]),
      );
      equal(fileProblems.some(stopsSending), false);
    });

  it('are those of its blocks and those of all of it, by where they start', () => {
    const { problems, segmentProblems, fileProblems } = parseHttpFile(`${whole}\n###\nGET\n`);
    deepEqual(
      segmentProblems.map(({ code }) => code),
      ['target-missing'],
    );
    equal(problems.length, segmentProblems.length + fileProblems.length);
    deepEqual(
      problems.map(({ range }) => range.start),
      problems.map(({ range }) => range.start).toSorted((a, b) => a - b),
    );
  });
});
