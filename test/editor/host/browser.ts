import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand } from '../../support/runCommand.ts';

const onPath = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Any Chrome, Edge or Chromium: `BROWSER_PATH` first, then the PATH, then the usual folders. */
export function findBrowser(): string | undefined {
  const named = process.env['BROWSER_PATH'];
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const candidates = [...folders.flatMap(folder => onPath.map(name => join(folder, name))), ...elsewhere];
  return [...(named ? [named] : []), ...candidates].find(path => existsSync(path));
}

/** As root on Debian the missing browser is installed by apt; elsewhere one line says what to install. */
export async function installedBrowser(say: (line: string) => void): Promise<string> {
  const found = findBrowser();
  if (found) return found;
  const debian = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  if (!debian)
    throw new Error(
      'No browser found: install Chrome, Edge or Chromium, or name one in BROWSER_PATH, and run again.',
    );
  say('No browser found. Installing one, once: apt-get install -y chromium ...');
  await apt('update', '-q');
  await apt('install', '-y', '-q', 'chromium');
  const installed = findBrowser();
  if (!installed) throw new Error('apt-get install -y chromium ended well, but brought no browser.');
  return installed;
}

async function apt(...args: string[]): Promise<void> {
  const { status, output } = await runCommand('apt-get', args, {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (status !== 0) throw new Error(`apt-get ${args.join(' ')} failed:\n${output.trim()}`);
}
