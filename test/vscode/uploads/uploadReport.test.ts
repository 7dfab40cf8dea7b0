import { deepEqual } from 'node:assert/strict';
import type { Progress } from '../../../src/runner/runner.ts';
import type { UploadProgress } from '../../../src/runner/uploads/uploadJob.ts';
import '../../support/editorDouble/hook.ts';

const total = 20_000_000;
const waiting: Progress = { kind: 'waiting', reason: 'the limit is used up', milliseconds: 9000 };
const onward: Progress = { kind: 'sending', attempt: 2 };

describe('The notification of an upload', () => {
  /** What it is told, with how much of the bar is full by then; waits stand among the steps. */
  async function told(...steps: readonly (UploadProgress | Progress)[]): Promise<readonly string[]> {
    const { createUploadReport } = await import('../../../src/vscode/uploads/uploadReport.ts');
    const shown: string[] = [];
    let full = 0;
    const report = createUploadReport(
      () => 0,
      ({ message, increment }) => {
        full += increment;
        shown.push(`${message} | ${full}`);
      },
    );
    for (const step of steps)
      if ('phase' in step) report.next(step);
      else report.wait(step);
    report.stop();
    return shown;
  }

  it('says each step, and fills its bar by what was sent', async () =>
    deepEqual(
      await told(
        { phase: 'reading', bytes: 1_000_000, total },
        { phase: 'announcing', bytes: 0, total },
        { phase: 'sending', bytes: 5_000_000, total },
        { phase: 'sending', bytes: 20_000_000, total },
        { phase: 'finishing', bytes: total, total },
      ),
      [
        'computing its sums, 1.0 of 20.0 MB (5 %) | 0',
        'announcing it to Procore | 0',
        '5.0 of 20.0 MB (25 %) | 25',
        '20.0 of 20.0 MB (100 %) | 100',
        'finishing | 100',
      ],
    ));

  it('says nothing twice', async () =>
    deepEqual(
      await told(
        { phase: 'sending', bytes: 5_000_000, total },
        { phase: 'sending', bytes: 5_000_001, total },
      ),
      ['5.0 of 20.0 MB (25 %) | 25'],
    ));

  it('takes no part of its bar back where a part is sent again', async () =>
    deepEqual(
      await told(
        { phase: 'sending', bytes: 5_000_000, total },
        { phase: 'sending', bytes: 1_000_000, total },
      ),
      ['5.0 of 20.0 MB (25 %) | 25', '1.0 of 20.0 MB (5 %) | 25'],
    ));

  it('says what it waits for until it goes on', async () =>
    deepEqual(
      await told({ phase: 'announcing', bytes: 0, total }, waiting, onward, {
        phase: 'sending',
        bytes: 0,
        total,
      }),
      [
        'announcing it to Procore | 0',
        'announcing it to Procore · Waiting 9 s: the limit is used up | 0',
        'announcing it to Procore | 0',
        '0.0 of 20.0 MB (0 %) | 0',
      ],
    ));
});
