import { parseArgs } from 'node:util';
import { argumentProblem } from './argumentProblem.ts';

export const runHelp = `procore-http run: sends the requests of .http files, in order.

Usage: procore-http run FILE… [options]

  --name N       only the request with this # @name or ### title
  --line L       only the request that line L belongs to (one file)
  --env E        environment: production, sandbox, monthly, federal or simulator;
                 without it the file's # @env counts, and a full address speaks for itself
  --var k=v      value of {{k}}, before any other; may be repeated
  --variables N  section of environment files and .env.N to take; without it, the one named like
                 the environment
  --all-pages    read every page of lists and show the rows as one
  --output FILE  save the rows or the body of the one selected request, byte for byte but for secrets,
                 which are masked; rows of all pages as one array, in .jsonl and .ndjson one on each
                 line, and read on where the last run was stopped
  --yes          send writes to production, and requests marked # @note, without asking
  --json         print one exchange a line on stdout, and nothing else there
  --timeout S    seconds that each request may take, waiting and pages included

Values come from --var, from earlier answers, from the file, and from http-client.private.env.json,
http-client.env.json and .env files beside the file or above it, up to the folder the command runs in.
What # @prompt and {{$input ...}} ask for is asked at a terminal; elsewhere pass it with --var.

PROCORE_COMPANY_ID and PROCORE_PROJECT_ID stand for {{$procore.companyId}} and {{$procore.projectId}}, and
the company is that of requests that name none.

Sign-in: PROCORE_CLIENT_ID and PROCORE_CLIENT_SECRET (client credentials), or PROCORE_ACCESS_TOKEN.
The environment simulator runs inside and needs neither; PROCORE_BASE_URL names one that runs already.
PROCORE_BASE_URL and PROCORE_LOGIN_URL replace the hosts of the environment, on this machine only.
Network: HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY; SSL_CERT_FILE and NODE_EXTRA_CA_CERTS name
certificates to trust. Certificates are always checked where a token goes.

Exit status: 0 all went well, 1 a request or an assertion failed, a write was refused or --output saved
nothing, 2 the file or the arguments are wrong and nothing was sent, 3 no way to sign in, 130 interrupted.
`;

export interface RunArguments {
  readonly files: readonly string[];
  readonly name: string | undefined;
  readonly line: number | undefined;
  readonly env: string | undefined;
  /** Section of environment files; `undefined`: the one named like the environment. */
  readonly variables: string | undefined;
  readonly vars: Readonly<Record<string, string>>;
  readonly allPages: boolean;
  readonly output: string | undefined;
  readonly yes: boolean;
  readonly json: boolean;
  readonly timeoutMs: number | undefined;
}

/** The arguments, `help`, or what is wrong with them in one sentence. */
export function readRunArguments(
  argv: readonly string[],
): RunArguments | 'help' | { readonly problem: string } {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        name: text,
        line: text,
        env: text,
        var: { ...text, multiple: true },
        variables: text,
        'all-pages': flag,
        output: text,
        yes: flag,
        json: flag,
        timeout: text,
        help: { ...flag, short: 'h' },
      },
    });
    if (values.help) return 'help';
    const problem = contradiction(values, positionals);
    if (problem !== undefined) return { problem };
    return {
      files: positionals,
      name: values.name,
      line: values.line === undefined ? undefined : Number(values.line),
      env: values.env,
      variables: values.variables,
      vars: Object.fromEntries((values.var ?? []).map(pair => splitAt(pair, pair.indexOf('=')))),
      allPages: values['all-pages'] ?? false,
      output: values.output,
      yes: values.yes ?? false,
      json: values.json ?? false,
      timeoutMs: values.timeout === undefined ? undefined : Number(values.timeout) * 1000,
    };
  } catch (error) {
    return { problem: argumentProblem(error) };
  }
}

function contradiction(
  values: Readonly<{ name?: string; line?: string; var?: string[]; timeout?: string }>,
  files: readonly string[],
): string | undefined {
  const { name, line, timeout } = values;
  if (files.length === 0) return 'name at least one file.';
  if (name !== undefined && line !== undefined) return 'give --name or --line, not both.';
  if (line !== undefined && !/^[1-9]\d{0,8}$/.test(line)) return `--line ${line}: lines count from 1.`;
  if (line !== undefined && files.length > 1) return '--line goes with one file.';
  const pair = values.var?.find(text => text.indexOf('=') < 1);
  if (pair !== undefined) return `--var ${pair}: write name=value.`;
  if (timeout !== undefined && !(Number(timeout) > 0 && Number(timeout) < 1_000_000)) {
    return `--timeout ${timeout}: must be a number of seconds above 0.`;
  }
  return undefined;
}

function splitAt(pair: string, index: number): [string, string] {
  return [pair.slice(0, index), pair.slice(index + 1)];
}
