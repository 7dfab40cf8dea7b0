import * as vscode from 'vscode';
import { isLoopbackHost } from '../../procore/environments.ts';
import type { Network } from '../../runner/network.ts';
import { systemCertificates } from '../../runner/systemCertificates.ts';
import { readSettings } from '../settings.ts';
import { loadClientCertificate } from './clientCertificates.ts';
import { createEditorProxy, openThroughEditor } from './editorProxy.ts';

/**
 * The network as the editor has it: the proxy that it takes itself, the machine's own certificates unless
 * `http.systemCertificates` is off, and checks unless `http.proxyStrictSSL` is off.
 */
export function createEditorNetwork(): Network & vscode.Disposable {
  let version = 0;
  let editorProxy = createEditorProxy();
  const listening = vscode.workspace.onDidChangeConfiguration(change => {
    if (!change.affectsConfiguration('http') && !change.affectsConfiguration('procore.send')) return;
    version += 1;
    editorProxy = createEditorProxy();
  });
  return {
    version: () => String(version),
    proxyFor: origin => (isLoopbackHost(origin.hostname) ? undefined : editorProxy(origin)),
    openOtherwise: openThroughEditor,
    trust: {
      certificates: () => [],
      systemCertificates: () => (readSettings().systemCertificates ? systemCertificates() : []),
      checked: () => readSettings().strictSsl,
      clientCertificate(hostname) {
        const files = readSettings().clientCertificates.get(hostname);
        return files === undefined ? undefined : loadClientCertificate(files, process.env);
      },
    },
    dispose: () => listening.dispose(),
  };
}
