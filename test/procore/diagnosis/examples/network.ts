import { answered, api, broke, type Examples } from '../inputs.ts';

export const network = {
  'network-unreachable': {
    name: broke('ENOTFOUND', 'getaddrinfo ENOTFOUND api.procore.com'),
    refused: broke('ECONNREFUSED'),
    'broken off': broke('UND_ERR_SOCKET', 'other side closed', 'POST'),
    'too many headers': broke('UND_ERR_HEADERS_OVERFLOW', 'Headers Overflow Error'),
    'wrong length': broke('UND_ERR_RES_CONTENT_LENGTH_MISMATCH'),
    'damaged compression': broke('Z_DATA_ERROR', 'incorrect header check'),
    'nothing said': { request: { method: 'GET', url: `${api}/rest/v1.0/me`, headers: {} }, response: null },
  },
  'tls-error': {
    expired: broke('CERT_HAS_EXPIRED', 'certificate has expired'),
    inspected: broke('SELF_SIGNED_CERT_IN_CHAIN'),
    name: broke('ERR_TLS_CERT_ALTNAME_INVALID'),
    'plain http': broke('ERR_SSL_WRONG_VERSION_NUMBER'),
  },
  timeout: {
    connect: broke('UND_ERR_CONNECT_TIMEOUT'),
    headers: broke('UND_ERR_HEADERS_TIMEOUT', 'Headers Timeout Error', 'POST'),
    socket: broke('ETIMEDOUT'),
  },
  'proxy-error': {
    '407': answered('GET /rest/v1.0/me', 407, '<html>Proxy Authentication Required</html>'),
    tunnel: broke('UND_ERR_ABORTED', 'Proxy response (403) !== 200 when HTTP Tunneling'),
    code: broke('UND_ERR_PRX_TLS'),
  },
} satisfies Examples;
