import assert from 'node:assert/strict';
import { createBudgetHistory } from '../../../src/vscode/budgets/budgetHistory.ts';
import { answered, at, hourlyWindow, spikeWindow } from './sampleBudget.ts';

describe('What is remembered of rate windows', () => {
  it('is what was left of both windows after each answer', () => {
    const history = createBudgetHistory();
    history.hear(answered('06:00:01', [spikeWindow(24, '06:00:10'), hourlyWindow(590, '06:20:00')]));
    history.hear(answered('06:00:03', [spikeWindow(23, '06:00:10'), hourlyWindow(589, '06:20:00')]));
    const [track] = history.tracks(at('06:00:04'));
    assert.deepEqual(
      track?.points.spike.map(({ left }) => left),
      [24, 23],
    );
    assert.deepEqual(
      track?.points.hourly.map(({ left }) => left),
      [590, 589],
    );
    assert.equal(track?.answers, 2);
  });

  it('is one count a second, the lowest', () => {
    const history = createBudgetHistory();
    for (let left = 24; left > 4; left -= 1)
      history.hear(answered('06:00:01', [spikeWindow(left, '06:00:10')]));
    const [track] = history.tracks(at('06:00:04'));
    assert.deepEqual(
      track?.points.spike.map(({ left }) => left),
      [5],
    );
    assert.equal(track?.answers, 20);
  });

  it('goes back an hour', () => {
    const history = createBudgetHistory();
    history.hear(answered('06:00:01', [spikeWindow(0, '06:00:10')], { status: 429 }));
    history.hear(answered('06:30:00', [spikeWindow(20, '06:30:10')]));
    assert.equal(history.tracks(at('07:00:00'))[0]?.points.spike.length, 2);
    const [later] = history.tracks(at('07:00:02'));
    assert.equal(later?.points.spike.length, 1);
    assert.deepEqual([later?.refusals.length, later?.answers], [0, 1]);
    assert.deepEqual(history.tracks(at('07:30:02')), []);
  });

  it('keeps 429s with their window, and what a header said last', () => {
    const history = createBudgetHistory();
    history.hear(answered('06:00:01', [hourlyWindow(3, '06:20:00'), spikeWindow(20, '06:00:10')]));
    history.hear(answered('06:00:02', [], { status: 429, told: undefined }));
    history.hear(answered('06:00:03', [spikeWindow(0, '06:00:10')], { status: 429 }));
    const [track] = history.tracks(at('06:00:04'));
    assert.deepEqual(
      track?.refusals.map(({ window }) => window),
      ['unknown', 'spike'],
    );
    assert.deepEqual(track?.told, {
      hourly: { at: at('06:00:01'), remaining: 3 },
      spike: { at: at('06:00:03'), remaining: 0 },
    });
  });

  it('is apart for each environment, app and company', () => {
    const history = createBudgetHistory();
    for (const changes of [{}, { company: '43' }, { app: undefined }, { app: 'b' }, {}])
      history.hear(answered('06:00:01', [spikeWindow(24, '06:00:10')], changes));
    assert.deepEqual(
      history.tracks(at('06:00:04')).map(({ answers }) => answers),
      [2, 1, 1, 1],
    );
  });

  it('stays small however much is sent', () => {
    const history = createBudgetHistory();
    for (let second = 0; second < 7200; second += 1) {
      const time = new Date(at('06:00:00') + second * 1000).toISOString().slice(11, 19);
      history.hear(answered(time, [spikeWindow(second % 25, time)], { status: 429 }));
    }
    const [track] = history.tracks(at('08:00:00'));
    assert.equal(track?.points.spike.length, 3600);
    assert.equal(track?.refusals.length, 500);
  });
});
