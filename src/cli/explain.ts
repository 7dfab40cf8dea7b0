import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadBundledCatalog } from '../procore/catalog/bundled.ts';
import { diagnose } from '../procore/diagnosis/diagnose.ts';
import { type DiagnosisInput, printedDiagnosis } from '../procore/diagnosis/diagnosis.ts';
import { diagnosisText } from '../procore/diagnosis/text.ts';
import { cleanText } from '../procore/errors/cleanText.ts';
import { type HeaderMap, header, headerValue } from '../procore/headers.ts';
import { redactAddress } from '../runner/redact.ts';
import { argumentProblem } from './argumentProblem.ts';
import { readExplainInput } from './explainInput.ts';
import { type CliIo, exitStatus, refuse } from './io.ts';

const help = `procore-http explain: why a request failed or lacks data, and what to do.

Usage: procore-http explain [FILE|-] [options]

  FILE      one exchange as JSON, for example a line of run --json; - or nothing reads standard input
  --json    print {"diagnoses":[…]}, most likely first
  --help    print this

The input: {"request":{"method","url","headers":{},"body"?},
            "response":{"status","headers":{},"body"} or null where nothing came back,
            "error":{"code","message"}?, "context":{…}?}
Bodies are raw text. What the context may hold: environment, tokenEnvironment, tokenExpiresAt, now, grant,
tools, projects, refresh; leave out what is not known.

Exit status: 0 when the input was understood, whatever it says; 2 when it was not.
`;

/** `procore-http explain`: diagnoses one exchange. Nothing is sent. */
export async function explainCommand(argv: readonly string[], io: CliIo): Promise<number> {
  const read = readArguments(argv);
  if ('problem' in read) return refuse(io, 'explain', read.problem);
  if (read.help) {
    io.stdout(help);
    return exitStatus.ok;
  }
  const text = await readText(read.file, io);
  if (typeof text !== 'string') return refuse(io, 'explain', text.problem);
  const input = parseInput(text);
  const where = read.file === '-' ? 'standard input' : read.file;
  if ('problem' in input) return refuse(io, 'explain', `${where}: ${input.problem}`);

  // Without its catalog a diagnosis is poorer, not impossible.
  const catalog =
    (input.response?.status ?? 0) >= 400 ? await loadBundledCatalog().catch(() => undefined) : undefined;
  const diagnoses = diagnose(input, catalog);
  if (read.json) io.stdout(`${JSON.stringify({ diagnoses: diagnoses.map(printedDiagnosis) })}\n`);
  else if (diagnoses.length === 0) io.stdout(`${unexplained(input)}: ${headline(input)}\n`);
  else io.stdout(`${headline(input)}\n\n${diagnoses.map(diagnosisText).join('\n\n')}\n`);
  return exitStatus.ok;
}

function readArguments(
  argv: readonly string[],
): { readonly help: boolean; readonly json: boolean; readonly file: string } | { readonly problem: string } {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
    const [file = '-', second] = positionals;
    if (second !== undefined) return { problem: `one file at a time, and ${second} is a second one.` };
    return { help: values.help ?? false, json: values.json ?? false, file };
  } catch (error) {
    return { problem: argumentProblem(error) };
  }
}

async function readText(file: string, io: CliIo): Promise<string | { readonly problem: string }> {
  if (file === '-') {
    if (io.interactive) io.stderr('Reading an exchange from standard input; end it with Ctrl-D.\n');
    return io.stdin();
  }
  try {
    return await readFile(resolve(io.cwd, file), 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return { problem: `there is no file ${file}.` };
    if (code === 'EISDIR') return { problem: `${file} is a folder.` };
    return { problem: `${file} cannot be read${typeof code === 'string' ? ` (${code})` : ''}.` };
  }
}

function parseInput(text: string): DiagnosisInput | { readonly problem: string } {
  const bare = text.replace(/^\u{feff}/u, '').trim();
  if (bare === '') return { problem: 'there is nothing to read; give one exchange as JSON.' };
  let value: unknown;
  try {
    value = JSON.parse(bare);
  } catch {
    const lines = bare.split('\n').filter(line => line.trim() !== '');
    const several = lines.length > 1 && lines.every(isJson);
    return {
      problem: several
        ? `holds ${lines.length} JSON values; explain reads one, such as one line of run --json.`
        : 'is not JSON.',
    };
  }
  return readExplainInput(value);
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

function headline({ request, response, error }: DiagnosisInput): string {
  const outcome =
    response === null ? (error ? `no answer (${cleanText(error.code, 60)})` : 'no answer') : response.status;
  const url = redactAddress(request.url, secretsOf(request.headers));
  return `${cleanText(request.method, 20)} ${cleanText(url, 300)}: ${outcome}`;
}

/** A failure without a known cause is still one. */
function unexplained({ response }: DiagnosisInput): string {
  return response === null || response.status >= 400
    ? 'It failed, but the cause is not one that is known here'
    : 'Nothing wrong found';
}

function secretsOf(headers: HeaderMap): readonly string[] {
  return [headerValue(headers, header.authorization)?.replace(/^[A-Za-z]+ +/, '') ?? ''];
}
