/** The environment variable that names the one suite file to run, without its ending; all are run without it. */
export const onlyVariable = 'PROCORE_TEST_FILE';
