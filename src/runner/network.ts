import type { Socket } from 'node:net';

/** How connections leave this machine: proxies and certificates, as environment variables or settings say. */
export interface Network {
  /** Becomes another text when the settings behind it change; kept connections are then not used any more. */
  readonly version: () => string;
  /**
   * The proxy that a new connection to this origin goes through; `undefined`: none. May throw a
   * `ConnectProblem`, which then is why nothing was sent.
   */
  readonly proxyFor: (origin: URL) => URL | undefined | Promise<URL | undefined>;
  /**
   * Opens a secure connection to the origin in the host's own way, where its proxy refused the runner or is
   * of a kind that the runner does not speak; `undefined`: it could not either. Rejects where the server's
   * certificate was not accepted, which is checked if `checked`. Absent: the host has no way of its own.
   */
  readonly openOtherwise?: (origin: URL, checked: boolean) => Promise<Socket | undefined>;
  readonly trust: Trust;
}

/** Which certificates a server may show, and which of ours it gets. Certificates are PEM texts. */
export interface Trust {
  /** Trusted beside those that Node brings; read at the first https connection. May throw a `ConnectProblem`. */
  readonly certificates: () => readonly string[];
  /** The machine's own store. Slow to read: asked once, for a certificate that nobody else has signed. */
  readonly systemCertificates: () => readonly string[];
  /** Whether certificates are checked at all. Where a token or other credentials go they are, whatever this says. */
  readonly checked: () => boolean;
  /** What the user shows to this host, `undefined`: nothing. `hostname` is in lower case. */
  readonly clientCertificate: (hostname: string) => ClientCertificate | undefined;
}

/** As Node's `tls.createSecureContext` takes them: PEM texts, or both in one PKCS #12. */
export interface ClientCertificate {
  readonly cert?: string;
  readonly key?: string;
  readonly pfx?: Buffer;
  readonly passphrase?: string;
}

/** No proxy, and whom Node trusts. */
export const plainNetwork: Network = {
  version: () => '',
  proxyFor: () => undefined,
  trust: {
    certificates: () => [],
    systemCertificates: () => [],
    checked: () => true,
    clientCertificate: () => undefined,
  },
};

/**
 * Why there is no connection, where the code alone would not tell. The message is a sentence for the user
 * that holds no credentials; one that names the proxy is what makes it the proxy's fault for the diagnosis.
 */
export class ConnectProblem extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ConnectProblem';
    this.code = code;
  }
}

/** Known by its name, since the editor's bundles have a class each. */
export function isConnectProblem(error: unknown): error is ConnectProblem {
  return error instanceof Error && error.name === 'ConnectProblem' && 'code' in error;
}
