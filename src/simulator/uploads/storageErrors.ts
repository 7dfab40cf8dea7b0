/** What the storage host sends. */
export interface StorageReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** For the log. */
  readonly note: string | undefined;
}

/** Status and usual text of the codes of Amazon S3's error reference that the simulator needs. */
const errors = {
  AccessDenied: [403, 'Access Denied'],
  BadDigest: [400, 'The Content-MD5 you specified did not match what we received.'],
  IncompleteBody: [
    400,
    'You did not provide the number of bytes specified by the Content-Length HTTP header',
  ],
  InvalidArgument: [400, 'Invalid Argument'],
  MethodNotAllowed: [405, 'The specified method is not allowed against this resource.'],
  NoSuchUpload: [404, 'The specified upload does not exist.'],
  SignatureDoesNotMatch: [
    403,
    'The request signature we calculated does not match the signature you provided.',
  ],
  SlowDown: [503, 'Please reduce your request rate.'],
  XAmzContentSHA256Mismatch: [
    400,
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
  ],
} as const satisfies Readonly<Record<string, readonly [number, string]>>;

/** A refusal in the XML of object storage; `message` replaces the usual text. */
export function storageError(code: keyof typeof errors, message?: string, note?: string): StorageReply {
  const [status, usual] = errors[code];
  const text = escapeXml(message ?? usual);
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${text}</Message><RequestId>SIMULATED</RequestId><HostId>simulator</HostId></Error>`;
  return {
    status,
    headers: { 'content-type': 'application/xml' },
    body,
    note: `storage: ${code}${note === undefined ? '' : `, ${note}`}`,
  };
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
