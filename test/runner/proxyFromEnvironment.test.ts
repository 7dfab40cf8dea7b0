import { equal, throws } from 'node:assert/strict';
import { proxyFromEnvironment } from '../../src/runner/proxyFromEnvironment.ts';

const https = 'https://api.procore.com';
const http = 'http://files.example:8080';
const proxy = 'http://proxy.example:3128';

describe('the proxy of the environment variables', () => {
  for (const [claim, env, origin, expected] of [
    ['is none without them', {}, https, undefined],
    ['follows the scheme', { HTTPS_PROXY: proxy }, https, `${proxy}/`],
    ['is not the other scheme’s', { HTTPS_PROXY: proxy }, http, undefined],
    ['may be one for all', { ALL_PROXY: proxy }, http, `${proxy}/`],
    ['is read from small letters first', { https_proxy: proxy, HTTPS_PROXY: 'http://x' }, https, `${proxy}/`],
    ['is http where no scheme stands', { HTTPS_PROXY: 'proxy.example:3128' }, https, `${proxy}/`],
    ['is none where the variable is empty', { https_proxy: '', HTTPS_PROXY: ' ' }, https, undefined],
    ['is not asked for this machine', { HTTP_PROXY: proxy }, 'http://127.0.0.1:27570', undefined],
    ['nor for localhost', { HTTP_PROXY: proxy }, 'http://localhost:27570', undefined],
    ['nor for ::1', { HTTP_PROXY: proxy }, 'http://[::1]:27570', undefined],
    [
      'is asked for it where somebody says so',
      { HTTP_PROXY: proxy, NO_PROXY: '<-loopback>' },
      'http://127.0.0.1:1',
      `${proxy}/`,
    ],
    ['excepts a host', { HTTPS_PROXY: proxy, NO_PROXY: 'api.procore.com' }, https, undefined],
    ['excepts a domain', { HTTPS_PROXY: proxy, no_proxy: 'x, .procore.com' }, https, undefined],
    ['excepts a domain with a star', { HTTPS_PROXY: proxy, NO_PROXY: '*.PROCORE.com' }, https, undefined],
    ['excepts a domain without a dot', { HTTPS_PROXY: proxy, NO_PROXY: 'procore.com' }, https, undefined],
    ['but no name that only ends alike', { HTTPS_PROXY: proxy, NO_PROXY: 'core.com' }, https, `${proxy}/`],
    ['excepts a port', { HTTP_PROXY: proxy, NO_PROXY: 'files.example:8080' }, http, undefined],
    ['but no other port', { HTTP_PROXY: proxy, NO_PROXY: 'files.example:80' }, http, `${proxy}/`],
    ['knows the port of the scheme', { HTTPS_PROXY: proxy, NO_PROXY: 'procore.com:443' }, https, undefined],
    ['excepts everything', { HTTPS_PROXY: proxy, NO_PROXY: '*' }, https, undefined],
  ] as const) {
    it(claim, () => {
      equal(proxyFromEnvironment(env)(new URL(origin))?.href, expected);
    });
  }

  it('that is no address is refused without being shown', () => {
    const proxyFor = proxyFromEnvironment({ HTTPS_PROXY: 'http://ann:secret@:x' });
    throws(() => proxyFor(new URL(https)), {
      code: 'ERR_PROXY_INVALID',
      message: 'HTTPS_PROXY is not the address of a proxy. Write one like http://proxy.example:3128.',
    });
  });
});
