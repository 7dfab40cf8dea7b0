import { existsSync, readdirSync } from 'node:fs';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { EnvHttpProxyAgent, request } from 'undici';
import { editorCache } from '../../support/paths.ts';

const releases = 'https://update.code.visualstudio.com/api/releases/stable';

/**
 * A desktop VS Code, or the reason why there is none here: `VSCODE_PATH`, else a build that
 * was downloaded before or can be downloaded now. An unreachable network costs five seconds, not minutes.
 */
export async function desktopEditor(
  version: string | undefined,
): Promise<{ path: string } | { none: string }> {
  const named = process.env['VSCODE_PATH'];
  if (named) return existsSync(named) ? { path: named } : { none: `VSCODE_PATH names no file: ${named}` };
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'])
    return { none: 'no display (xvfb-run brings one)' };
  if (!hasCachedBuild(version)) {
    const reason = await unreachable(releases);
    if (reason) return { none: `VS Code's download site is out of reach (${reason})` };
  }
  try {
    return { path: await downloadAndUnzipVSCode({ version: version ?? 'stable', cachePath: editorCache }) };
  } catch (error) {
    return { none: `VS Code could not be downloaded (${String(error)})` };
  }
}

function hasCachedBuild(version: string | undefined): boolean {
  if (!existsSync(editorCache)) return false;
  return readdirSync(editorCache).some(
    name => name.startsWith('vscode-') && (version === undefined || name.endsWith(`-${version}`)),
  );
}

async function unreachable(url: string): Promise<string | undefined> {
  const dispatcher = new EnvHttpProxyAgent({ connect: { timeout: 5000 } });
  try {
    const { statusCode, body } = await request(url, { dispatcher, signal: AbortSignal.timeout(5000) });
    await body.dump();
    return statusCode === 200 ? undefined : `status ${statusCode}`;
  } catch (error) {
    return error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.name) : String(error);
  } finally {
    await dispatcher.destroy();
  }
}
