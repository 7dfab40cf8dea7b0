/** Every command of the extension; the manifest contributes the same ids. */
export const commandId = {
  sendRequest: 'procore.sendRequest',
  sendAllPages: 'procore.sendAllPages',
  sendUnknownAsText: 'procore.sendUnknownAsText',
  previewRequest: 'procore.previewRequest',
  runFile: 'procore.runFile',
  runToHere: 'procore.runToHere',
  runSelection: 'procore.runSelection',
  cancelRequests: 'procore.cancelRequests',
  showResponse: 'procore.showResponse',
  revealRequest: 'procore.revealRequest',
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

export const viewId = { diagnostics: 'procore.diagnostics' } as const;

export const contextKey = {
  activeFileIsProcore: 'procore.activeFileIsProcore',
  sending: 'procore.sending',
  simulatorRunning: 'procore.simulatorRunning',
  hasExchanges: 'procore.hasExchanges',
} as const;

export const languageId = 'http';
export const responseLanguageId = 'procore-response';
export const responseScheme = 'procore-response';
/** Previews and summaries. */
export const reportScheme = 'procore-report';
