/**
 * Flags of other tools that are accepted and change nothing here, each with what that means for the request.
 * Not among them: flags that only describe (`title`, `description`, `tag`), and `noCookieJar`, which holds
 * by design, since no cookies are kept.
 */
const consequences: Readonly<Record<string, string>> = {
  loop: 'the request is sent once',
  sleep: 'nothing waits before it is sent',
  import: 'other files are not read',
  ratelimit: "Procore's own rate limits are kept instead",
  connectionTimeout: 'write @timeout, which limits the whole request',
  noAutoEncoding: 'a form goes out as it is written, but what no address may hold is still encoded',
  noRejectUnauthorized: 'certificates are always checked',
  noClientCert: 'no client certificates are sent anyway',
  noProxy: 'the proxy of the editor or the environment counts',
  proxy: 'the proxy of the editor or the environment counts',
  useOsCredentials: 'the credentials of the operating system are not used',
  injectVariables: 'write <@ in place of < to fill in the variables of a body file',
  noLog: 'the request is listed like others, with its secrets masked',
  save: 'write >> and a file name to keep the answer',
  openWith: 'the answer is shown as text',
  extension: 'write >> and a file name to keep the answer',
  language: 'the answer is shown by its content type',
  noResponseView: 'the answer is shown like others',
  jwt: 'tokens in the answer are masked, not decoded',
  keepStreaming: 'streams are not read',
  noStreamingLog: 'streams are not read',
  grpcReflection: 'gRPC is not sent',
  xpath_ns: 'XPath is not read',
  debug: 'the log is the same for all requests',
  verbose: 'the log is the same for all requests',
};

/** What follows from a flag, in camel case, that is not followed here; `undefined` for every other one. */
export function unfollowed(name: string): string | undefined {
  if (Object.hasOwn(consequences, name)) return consequences[name];
  return /^curl[A-Z]/.test(name) ? 'curl is not used here' : undefined;
}
