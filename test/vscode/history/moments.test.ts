import { deepEqual } from 'node:assert/strict';
import { momentsOf } from '../../../src/vscode/history/moments.ts';

describe('Moments of the history', () => {
  const at = new Date(2026, 10, 22, 9, 5, 7).getTime();

  for (const language of ['en', 'de', 'pt-br', 'ja', 'zh-cn'])
    it(`are written as the machine writes them in ${language}`, () => {
      const { time, day, dayOfYear, moment } = momentsOf(language);
      const date = new Date(at);
      const named = { weekday: 'long', day: 'numeric', month: 'long' } as const;
      deepEqual(
        [time(at), day(at), dayOfYear(at), moment(at)],
        [
          date.toLocaleTimeString(language, { hour12: false }),
          date.toLocaleDateString(language, named),
          date.toLocaleDateString(language, { ...named, year: 'numeric' }),
          date.toLocaleString(language, { dateStyle: 'medium', timeStyle: 'medium', hour12: false }),
        ],
      );
    });
});
