import tls from 'node:tls';

/** The certificates of this machine's own store as PEM texts; none before Node 22.15, which cannot read it. */
export function systemCertificates(): readonly string[] {
  const { getCACertificates }: Partial<typeof tls> = tls;
  try {
    return getCACertificates?.('system') ?? [];
  } catch {
    return [];
  }
}
