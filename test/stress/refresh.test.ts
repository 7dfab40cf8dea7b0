import assert from 'node:assert/strict';
import { runStorm } from './storm.ts';

describe('Windows that share a session', function () {
  this.timeout(60_000);

  it('never send a refresh token twice, and lose no session, whatever dies or stands still', async () => {
    const lines: string[] = [];
    const result = await runStorm({
      windows: 3,
      seconds: 4,
      faults: true,
      log: line => lines.push(line),
    });
    assert.deepEqual(
      { replays: result.replays, lost: result.lost },
      { replays: 0, lost: 0 },
      lines.join('\n'),
    );
    assert.ok(result.refreshes > 0, lines.join('\n'));
  });
});
