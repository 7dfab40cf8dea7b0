/** Every command of the extension; the manifest contributes the same ids. */
export const commandId = {
  sendRequest: 'procore.sendRequest',
  sendAllPages: 'procore.sendAllPages',
  resumePages: 'procore.resumePages',
  sendUnknownAsText: 'procore.sendUnknownAsText',
  previewRequest: 'procore.previewRequest',
  runFile: 'procore.runFile',
  runToHere: 'procore.runToHere',
  runSelection: 'procore.runSelection',
  cancelRequests: 'procore.cancelRequests',
  repeatLastRequest: 'procore.repeatLastRequest',
  openHistoryEntry: 'procore.openHistoryEntry',
  showHistoryRequest: 'procore.showHistoryRequest',
  resendHistoryEntry: 'procore.resendHistoryEntry',
  compareHistoryEntries: 'procore.compareHistoryEntries',
  copyHistoryAsCurl: 'procore.copyHistoryAsCurl',
  deleteHistoryEntries: 'procore.deleteHistoryEntries',
  clearHistory: 'procore.clearHistory',
  searchHistory: 'procore.searchHistory',
  clearHistorySearch: 'procore.clearHistorySearch',
  showAllHistory: 'procore.showAllHistory',
  showWorkspaceHistory: 'procore.showWorkspaceHistory',
  refreshHistory: 'procore.refreshHistory',
  runOperation: 'procore.runOperation',
  keepOperation: 'procore.keepOperation',
  uploadFile: 'procore.uploadFile',
  showResponse: 'procore.showResponse',
  saveResponseBody: 'procore.saveResponseBody',
  openResponseBody: 'procore.openResponseBody',
  revealRequest: 'procore.revealRequest',
  explainFailure: 'procore.explainFailure',
  showOnlyFailures: 'procore.showOnlyFailures',
  showAllRequests: 'procore.showAllRequests',
  filterDiagnostics: 'procore.filterDiagnostics',
  clearDiagnosticsFilter: 'procore.clearDiagnosticsFilter',
  showBudgetChart: 'procore.showBudgetChart',
  clearDiagnostics: 'procore.clearDiagnostics',
  openLink: 'procore.openLink',
  switchEnvironment: 'procore.switchEnvironment',
  chooseCompany: 'procore.chooseCompany',
  chooseProject: 'procore.chooseProject',
  chooseVariables: 'procore.chooseVariables',
  startSimulator: 'procore.startSimulator',
  stopSimulator: 'procore.stopSimulator',
  openSamples: 'procore.openSamples',
  copySamples: 'procore.copySamples',
  pasteCurl: 'procore.pasteCurl',
  copyAsCurl: 'procore.copyAsCurl',
  importPostman: 'procore.importPostman',
  importOpenApi: 'procore.importOpenApi',
  resetCatalog: 'procore.resetCatalog',
  showLog: 'procore.showLog',
  signIn: 'procore.signIn',
  signInAnotherWay: 'procore.signInAnotherWay',
  signOut: 'procore.signOut',
  changeCredentials: 'procore.changeCredentials',
  forgetCredentials: 'procore.forgetCredentials',
  showTokenInfo: 'procore.showTokenInfo',
  eraseLocalData: 'procore.eraseLocalData',
} as const;

export const viewId = { diagnostics: 'procore.diagnostics', history: 'procore.history' } as const;

export const contextKey = {
  activeFileIsProcore: 'procore.activeFileIsProcore',
  sending: 'procore.sending',
  simulatorRunning: 'procore.simulatorRunning',
  hasExchanges: 'procore.hasExchanges',
  diagnosticsFiltered: 'procore.diagnosticsFiltered',
  onlyFailures: 'procore.onlyFailures',
  /** `simulator`, `signedOut` or `signedIn`, of the active environment. */
  accountState: 'procore.accountState',
  historySearched: 'procore.historySearched',
  historyOfAll: 'procore.historyOfAll',
  hasOperation: 'procore.hasOperation',
} as const;

export const languageId = 'http';
export const responseLanguageId = 'procore-response';
export const responseScheme = 'procore-response';
/** Requests that were run from the palette and are in no file. */
export const operationScheme = 'procore-operation';
/** Previews and summaries. */
export const reportScheme = 'procore-report';
/** What the history keeps. */
export const historyScheme = 'procore-history';
