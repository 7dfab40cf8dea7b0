import assert from 'node:assert/strict';
import { runStorm } from './storm.ts';

describe('Windows that share a session', function () {
  this.timeout(60_000);

  async function storm(faults: boolean) {
    const lines: string[] = [];
    const { refreshes, ...rest } = await runStorm({
      windows: 3,
      seconds: 4,
      faults,
      log: line => lines.push(line),
    });
    return { refreshes, ...rest, told: lines.join('\n') };
  }

  it('renew it and never send a refresh token twice', async () => {
    const { refreshes, replays, relogins, lost, told } = await storm(false);
    assert.deepEqual({ replays, relogins, lost }, { replays: 0, relogins: 0, lost: 0 }, told);
    assert.ok(refreshes > 0, told);
  });

  // How often they renew is left to chance here: every one of them may die first.
  it('never send a refresh token twice, and lose no session, whatever dies or stands still', async () => {
    const { replays, lost, told } = await storm(true);
    assert.deepEqual({ replays, lost }, { replays: 0, lost: 0 }, told);
  });
});
