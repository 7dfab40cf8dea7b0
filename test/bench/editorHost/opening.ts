import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { buildOutput } from '../../support/paths.ts';
import { largeCount, largeFile } from '../largeFile.ts';
import type { BenchEditor, BenchWindow } from './window.ts';

/** What one fresh window showed of one extension, in milliseconds. */
export interface Opening {
  /** From the open call to the first lens in the page. */
  readonly firstLens: number;
  /** The longest stall of the extension host from the open call until it came to rest. */
  readonly openStall: number;
}

/** What followed when somebody typed there. */
export interface Typing {
  /** The longest stall of the extension host after a character in the middle, until it came to rest. */
  readonly typingStall: number;
  /** From the key to the character in the page, for each key. */
  readonly typed: readonly number[];
}

export interface Subject {
  readonly folder: string;
  readonly id: string;
}

/** What is opened; a window sees the smaller one first. */
export const texts = { smaller: largeFile(1000), larger: largeFile(largeCount) };

const lens = '.codelens-decoration a';
/** A request line half way down; it ends with a reference. */
const middle = texts.larger.split('\n').findIndex((line, at) => at > 43_000 && line.startsWith('GET'));

/** Where profiles go: a name to which `-open.cpuprofile` and `-type.cpuprofile` are added. */
type Profiles = string | undefined;

/** Opens and closes the smaller file, as somebody at work has done, and measures with the larger one. */
export function measureOpening(editor: BenchEditor, subject: Subject, profiles?: Profiles): Promise<Opening> {
  return inWindow(editor, subject, window => openLarger(editor, window, profiles));
}

/** The same, and then typing in the larger file. */
export function measureOpeningAndTyping(
  editor: BenchEditor,
  subject: Subject,
  profiles?: Profiles,
): Promise<Opening & Typing> {
  return inWindow(editor, subject, async window => ({
    ...(await openLarger(editor, window, profiles)),
    ...(await typeInMiddle(window, profiles)),
  }));
}

/** A picture of the window that failed. */
const picture = join(buildOutput, 'bench', 'failed.png');

async function inWindow<T>(
  editor: BenchEditor,
  { folder, id }: Subject,
  measure: (window: BenchWindow) => Promise<T>,
): Promise<T> {
  const window = await editor.open(folder);
  try {
    if ((await window.probe({ do: 'activate', extension: id })) !== 1) throw new Error(`${id} is not active`);
    return await measure(window);
  } catch (error) {
    await window.page.screenshot({ path: picture }).catch(() => undefined);
    throw error;
  } finally {
    await window.close();
  }
}

async function openLarger(editor: BenchEditor, window: BenchWindow, profiles: Profiles): Promise<Opening> {
  const { page, probe } = window;
  const { smaller, larger } = writeTexts(editor);
  await untilLens(window, smaller);
  await probe({ do: 'rest' });
  await probe({ do: 'close' });
  await page.locator(lens).first().waitFor({ state: 'detached' });
  await probe({ do: 'rest' });
  if (profiles !== undefined) await probe({ do: 'profile' });
  const firstLens = await untilLens(window, larger);
  const openStall = await probe({ do: 'rest' });
  if (profiles !== undefined) await probe({ do: 'profile', file: `${profiles}-open.cpuprofile` });
  return { firstLens, openStall };
}

/** New files: what somebody did with the last ones is nothing to these. */
function writeTexts({ files }: BenchEditor): Readonly<Record<keyof typeof texts, string>> {
  const folder = mkdtempSync(join(files, 'texts-'));
  const written = { smaller: join(folder, 'smaller.http'), larger: join(folder, 'larger.http') };
  writeFileSync(written.smaller, texts.smaller);
  writeFileSync(written.larger, texts.larger);
  return written;
}

async function typeInMiddle({ page, probe }: BenchWindow, profiles: Profiles): Promise<Typing> {
  const column = await probe({ do: 'goTo', line: middle });
  // The extension host rests before the window has moved its cursor, and keys go to where the cursor is.
  await page
    .getByText(`Ln ${middle + 1}, Col ${column + 1}`)
    .first()
    .waitFor();
  await probe({ do: 'rest' });
  if (profiles !== undefined) await probe({ do: 'profile' });
  const typed = [await typeLast(page, 'q')];
  const typingStall = await probe({ do: 'rest' });
  if (profiles !== undefined) await probe({ do: 'profile', file: `${profiles}-type.cpuprofile` });
  for (const text of ['qx', 'qxz', 'qxzw', 'qxzwk']) typed.push(await typeLast(page, text));
  return { typingStall, typed };
}

/** Milliseconds from the open call to the first lens in the page; both clocks are this machine's. */
async function untilLens({ page, probe }: BenchWindow, path: string): Promise<number> {
  const seen = page.evaluate<number>(`(${untilLensInPage})(${JSON.stringify(lens)})`);
  const asked = await probe({ do: 'open', path });
  return (await seen) - asked;
}

/** Milliseconds from the key of the last character to a line in the page that ends with `}}` and all of them. */
async function typeLast(page: Page, text: string): Promise<number> {
  await page.evaluate(`(${watchTypedInPage})(${JSON.stringify(`}}${text}`)})`);
  await page.keyboard.press(text.at(-1) ?? '');
  return page.evaluate<number>('typedIn');
}

// As text, since the page has names that the rest of the project does not.
const untilLensInPage = `selector => new Promise((resolve, reject) => {
  setTimeout(() => reject(new Error('no lens within a minute')), 60_000);
  const look = () => {
    if (document.querySelector(selector) === null) requestAnimationFrame(look);
    else resolve(Date.now());
  };
  look();
})`;

const watchTypedInPage = `wanted => {
  typedIn = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('what was typed is not shown within a minute')), 60_000);
    let pressed;
    addEventListener('keydown', () => { pressed = performance.now(); }, { capture: true, once: true });
    const look = () => {
      const lines = [...document.querySelectorAll('.view-line')];
      if (lines.some(line => line.textContent.endsWith(wanted))) resolve(performance.now() - pressed);
      else requestAnimationFrame(look);
    };
    look();
  });
}`;
