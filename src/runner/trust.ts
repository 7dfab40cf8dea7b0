import tls, { type SecureContext } from 'node:tls';
import { buildConnector } from 'undici';
import { isCertificateCode } from './failure.ts';
import { ConnectProblem, isConnectProblem, type Trust } from './network.ts';

/** Connectors for one environment that keep to what the user trusts. */
export interface Connectors {
  /**
   * For one origin; `known` leaves the certificates of the machine's own store out. Throws a `ConnectProblem`
   * where a certificate of the user's cannot be used.
   */
  of(origin: URL, store: 'known' | 'system'): buildConnector.connector;
  /** The same for a proxy, which sees nothing of what goes through it to an https origin. */
  ofProxy(proxy: URL, store: 'known' | 'system'): buildConnector.connector;
  /** Whether the certificate of this origin is checked. */
  checks(origin: URL): boolean;
  /** Whether the system's certificates were needed before and are taken from the beginning. */
  readonly store: () => 'known' | 'system';
  /** Whether the same connection may come about with the system's certificates; then `store` is `system`. */
  widen(error: Error): boolean;
  /** The same, or one that says why checks stay on although the user has switched them off. */
  explain(error: Error, origin: URL): Error;
}

/** Signed by nobody whom Node trusts, in OpenSSL's words. */
const unknownIssuer =
  /^(?:(?:DEPTH_ZERO_)?SELF_SIGNED_CERT|UNABLE_TO_(?:GET_ISSUER|VERIFY)|ERR_TLS_CERT_SIGNATURE)/;

/**
 * `tokenOrigins`: where the environment's token goes, so that certificates are checked there always; `everywhere`:
 * credentials may go to any.
 */
export function createConnectors(
  trust: Trust,
  tokenOrigins: ReadonlySet<string> | 'everywhere',
  timeout: number,
): Connectors {
  const built = new Map<string, buildConnector.connector>();
  let store: 'known' | 'system' = 'known';
  let system: readonly string[] | undefined;
  const mustCheck = (origin: URL) => tokenOrigins === 'everywhere' || tokenOrigins.has(origin.origin);
  const checks = (origin: URL) => trust.checked() || mustCheck(origin);

  /** `undefined`: Node's own, which it keeps ready. Anything else takes a while, so it is made once. */
  function contextFor(origin: URL, wanted: 'known' | 'system'): SecureContext | undefined {
    const own = [...trust.certificates(), ...(wanted === 'system' ? (system ?? []) : [])];
    const shown = trust.clientCertificate(origin.hostname);
    if (own.length === 0 && shown === undefined) return undefined;
    try {
      return tls.createSecureContext({ ...shown, ca: [...nodeCertificates(), ...own] });
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      const which =
        shown === undefined ? 'The certificates to trust' : `The client certificate for ${origin.host}`;
      throw new ConnectProblem(
        'ERR_TLS_CERTIFICATE_UNREADABLE',
        `${which} cannot be used: ${why}. Nothing was sent.`,
        { cause },
      );
    }
  }

  function connectorOf(origin: URL, wanted: 'known' | 'system', checked: boolean): buildConnector.connector {
    const key = `${origin.origin} ${wanted} ${checked}`;
    const found = built.get(key);
    if (found !== undefined) return found;
    const context = origin.protocol === 'https:' ? contextFor(origin, wanted) : undefined;
    const connector = buildConnector({
      timeout,
      rejectUnauthorized: checked,
      ...(context === undefined ? {} : { secureContext: context }),
    });
    built.set(key, connector);
    return connector;
  }

  return {
    of: (origin, wanted) => connectorOf(origin, wanted, checks(origin)),
    ofProxy: (proxy, wanted) => connectorOf(proxy, wanted, trust.checked()),
    checks,
    store: () => store,
    widen(error) {
      if (!unknownIssuer.test(codeOf(error))) return false;
      system ??= trust.systemCertificates();
      if (system.length === 0) return false;
      store = 'system';
      return true;
    },
    explain(error, origin) {
      const code = codeOf(error);
      if (isConnectProblem(error)) return error;
      if (trust.checked() || !mustCheck(origin) || !isCertificateCode(code)) return error;
      return new ConnectProblem(
        code,
        `The certificate of ${origin.host} was not accepted (${code}). Certificate checks are switched off, but tokens and other credentials never go to a server that was not checked. Nothing was sent. Let this machine trust the certificate, on the command line also by NODE_EXTRA_CA_CERTS.`,
        { cause: error },
      );
    },
  };
}

/** What Node trusts when nobody says otherwise, `NODE_EXTRA_CA_CERTS` with it. Before 22.15 only its own. */
function nodeCertificates(): readonly string[] {
  const { getCACertificates, rootCertificates }: Partial<typeof tls> = tls;
  return getCACertificates?.('default') ?? rootCertificates ?? [];
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
