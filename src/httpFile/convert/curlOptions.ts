/** What an option of curl does here. */
export type CurlUse =
  | 'request'
  | 'header'
  | 'data'
  | 'data-raw'
  | 'data-binary'
  | 'data-urlencode'
  | 'json'
  | 'form'
  | 'form-string'
  | 'get'
  | 'head'
  | 'user'
  | 'bearer'
  | 'cookie'
  | 'user-agent'
  | 'referer'
  | 'max-time'
  | 'upload'
  | 'url'
  | 'url-query'
  | 'next'
  /** Means nothing for the request: what is printed, or what is done here anyway. */
  | 'ignored'
  /** Changes how the request is sent, and is said to be left out. */
  | 'left-out';

/** What an option of curl does here, and whether the next word is its value. */
export interface CurlOption {
  readonly use: CurlUse;
  readonly takesValue: boolean;
}

const table: readonly (readonly [use: CurlUse, takesValue: boolean, names: string])[] = [
  ['request', true, '-X --request'],
  ['header', true, '-H --header'],
  ['data', true, '-d --data --data-ascii'],
  ['data-raw', true, '--data-raw'],
  ['data-binary', true, '--data-binary'],
  ['data-urlencode', true, '--data-urlencode'],
  ['json', true, '--json'],
  ['form', true, '-F --form'],
  ['form-string', true, '--form-string'],
  ['get', false, '-G --get'],
  ['head', false, '-I --head'],
  ['user', true, '-u --user'],
  ['bearer', true, '--oauth2-bearer'],
  ['cookie', true, '-b --cookie'],
  ['user-agent', true, '-A --user-agent'],
  ['referer', true, '-e --referer'],
  ['max-time', true, '-m --max-time'],
  ['upload', true, '-T --upload-file'],
  ['url', true, '--url'],
  ['url-query', true, '--url-query'],
  ['next', false, '-: --next'],
  [
    'ignored',
    false,
    '-s --silent -S --show-error -v --verbose -i --include --show-headers -f --fail --fail-with-body --fail-early ' +
      '-L --location --compressed -N --no-buffer -# --progress-bar --no-progress-meter -g --globoff -O --remote-name ' +
      '-J --remote-header-name -j --junk-session-cookies -0 --http1.0 --http1.1 --http2 --http2-prior-knowledge ' +
      '--http3 --http3-only --tcp-nodelay --no-keepalive --basic --create-dirs -R --remote-time --path-as-is ' +
      '--remote-name-all --styled-output --xattr -q --disable --parallel -Z --tr-encoding --form-escape --ssl-reqd',
  ],
  [
    'ignored',
    true,
    '-o --output -w --write-out -D --dump-header --stderr --trace --trace-ascii --connect-timeout --output-dir ' +
      '--keepalive-time --speed-limit -Y --speed-time -y --retry --retry-delay --retry-max-time --expect100-timeout',
  ],
  [
    'left-out',
    false,
    '-k --insecure --anyauth --digest --ntlm --negotiate --location-trusted -n --netrc --netrc-optional -4 --ipv4 ' +
      '-6 --ipv6 -1 --tlsv1 --tlsv1.0 --tlsv1.1 --tlsv1.2 --tlsv1.3 -2 --sslv2 -3 --sslv3 --post301 --post302 ' +
      '--post303 -a --append -p --proxytunnel --retry-all-errors --retry-connrefused --proxy-insecure --ssl ' +
      '--raw --cert-status --doh-insecure --haproxy-protocol --ca-native --mptcp --ignore-content-length',
  ],
  [
    'left-out',
    true,
    '-x --proxy -U --proxy-user -E --cert --key --cacert --capath --pass --cert-type --key-type --ciphers ' +
      '--tls13-ciphers --resolve --connect-to --interface --limit-rate --max-redirs --max-filesize -r --range ' +
      '-C --continue-at -c --cookie-jar -K --config --aws-sigv4 --unix-socket --abstract-unix-socket --dns-servers ' +
      '--noproxy --preproxy --socks4 --socks4a --socks5 --socks5-hostname --proto --proto-default --request-target ' +
      '-z --time-cond --etag-save --etag-compare --netrc-file --local-port --tls-max --pinnedpubkey --variable ' +
      '--rate --parallel-max -P --ftp-port -Q --quote --proxy-header --service-name --krb --happy-eyeballs-timeout-ms ' +
      '--doh-url --hsts --alt-svc --curves --engine --crlfile --login-options --proxy-cacert --proxy-cert --proxy-key',
  ],
];

const options: ReadonlyMap<string, CurlOption> = new Map(
  table.flatMap(([use, takesValue, names]) =>
    names.split(' ').map(name => [name, { use, takesValue }] as const),
  ),
);

/** An option by its name with its dashes, `--no-` forms included; `undefined` where curl's manual has none such. */
export function curlOption(name: string): CurlOption | undefined {
  const known = options.get(name);
  if (known !== undefined || !name.startsWith('--no-')) return known;
  return options.has(`--${name.slice('--no-'.length)}`) ? { use: 'ignored', takesValue: false } : undefined;
}
