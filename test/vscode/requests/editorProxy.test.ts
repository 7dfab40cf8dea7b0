import { equal, throws } from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { createEditorProxy, proxyOf } from '../../../src/vscode/requests/editorProxy.ts';

describe('The proxy that the editor takes', () => {
  it('is read from what the editor tells', () => {
    equal(proxyOf('PROXY proxy.example:3128')?.href, 'http://proxy.example:3128/');
    equal(proxyOf('HTTPS ann:p@proxy.example')?.href, 'https://ann:p@proxy.example/');
    equal(proxyOf('SOCKS5 proxy.example:1080')?.protocol, 'socks:');
    equal(proxyOf('DIRECT'), undefined);
    equal(proxyOf(undefined), undefined);
    throws(() => proxyOf('PROXY host:nothing'), { code: 'ERR_PROXY_INVALID' });
  });

  it('is none where nobody tells, and nothing was sent to find out', async () => {
    let heard = 0;
    const server: Server = createServer(() => {
      heard += 1;
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    equal(await createEditorProxy()(new URL(`http://127.0.0.1:${port}`)), undefined);
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
    equal(heard, 0);
  });
});
