/**
 * Waits of the tests in an editor end by what they wait for. Their deadlines only bound a hang: a machine that
 * is slow or busy with other things is no failure, so none of them is near what any step honestly takes.
 * In milliseconds.
 */
export const deadlines = {
  /** One wait for one state. */
  step: 60_000,
  /** One test with all its waits, some of which load the workbench again several times. */
  test: 900_000,
  /** Starting an editor, the first time with its installation. */
  start: 900_000,
  /** All suites of one extension host. */
  suites: 3_600_000,
} as const;
