/** The environment variable that names the folder of the editor's logs for the suites in the extension host. */
export const logsVariable = 'PROCORE_TEST_LOGS';
