import type { SendQuestion } from '../runner/runner.ts';
import { visibleText } from '../runner/visibleText.ts';
import type { CliIo } from './io.ts';
import type { RunArguments } from './runArguments.ts';

/** Nobody is asked in a terminal: what would ask needs `--yes`, else what is not sent is told. */
export async function confirmSend(
  { reason, environment, account, companyId, method, url, extent }: SendQuestion,
  { yes }: RunArguments,
  { stderr }: CliIo,
): Promise<boolean> {
  if (yes) return true;
  const why = reason === 'note' ? 'it is marked # @note' : `it writes to ${environment.title}`;
  const about = [
    `${method} ${new URL(url).pathname}`,
    ...[companyId && `company ${companyId}`, account, extent].filter(said => said !== undefined),
  ];
  const sentence = `Not sent, because ${why}: ${about.join(', ')}. Add --yes to send it.`;
  stderr(`${visibleText(sentence)}\n`);
  return false;
}
