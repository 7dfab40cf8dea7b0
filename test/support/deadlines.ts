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
  /** All tests of one file in a workbench of its own, its start included. */
  file: 1_800_000,
  /** Between two lines of the suites of one extension host, its start included. */
  silence: 1_200_000,
} as const;
