import { deepEqual, equal, throws } from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  loadClientCertificate,
  readClientCertificates,
} from '../../../src/vscode/requests/clientCertificates.ts';

describe('The client certificates of the settings', () => {
  it('are known by host, and what is no entry is left out', () => {
    const found = readClientCertificates([
      { host: 'Gateway.Example', cert: '/a.pem', key: '/a.key', other: 1 },
      { host: 'no-file.example' },
      { cert: '/a.pem' },
      'x',
      null,
    ]);
    deepEqual([...found], [['gateway.example', { cert: '/a.pem', key: '/a.key' }]]);
    equal(readClientCertificates('x').size, 0);
  });

  it('are read with the passphrase that a variable holds', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'procore-http-'));
    const path = join(folder, 'a.pem');
    await writeFile(path, 'PEM');
    deepEqual(loadClientCertificate({ cert: path, key: path, passphraseVariable: 'PASS' }, { PASS: 'p' }), {
      cert: 'PEM',
      key: 'PEM',
      passphrase: 'p',
    });
    await rm(folder, { recursive: true });
  });

  it('that cannot be read say which file', () => {
    const code = 'ERR_TLS_CERTIFICATE_UNREADABLE';
    throws(() => loadClientCertificate({ pfx: '/none/a.pfx' }, {}), { code, message: /\/none\/a\.pfx/ });
    throws(() => loadClientCertificate({ pfx: 'a.pfx' }, {}), {
      code,
      message: /a\.pfx is not an absolute path/,
    });
  });
});
