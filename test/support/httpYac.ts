import { dirname, extname, isAbsolute, join } from 'node:path';
import * as httpyac from 'httpyac';

/** A request as one of two readers sees it: line ends as `\n`, a body file as its `<` line. */
export interface ReadRequest {
  readonly method: string;
  readonly target: string;
  readonly body: string | null;
}

/** httpYac leaves the file system to its host; nothing but the text is there to be found. */
Object.assign(httpyac.io.fileProvider, {
  isAbsolute: async (name: string) => isAbsolute(name),
  dirname: (name: string) => dirname(name),
  joinPath: (...parts: string[]) => join(...parts),
  hasExtension: (name: string, ...extensions: string[]) => extensions.includes(extname(name).slice(1)),
  exists: async () => false,
  readdir: async () => [],
  fsPath: (name: string) => name,
});

/** The requests that httpYac's parser finds in a text. */
export async function readByHttpYac(text: string): Promise<readonly ReadRequest[]> {
  return (await regionsByHttpYac(text)).flatMap(({ request }) =>
    request === undefined
      ? []
      : [{ method: request.method ?? 'GET', target: request.url, body: bodyOf(request.body) }],
  );
}

/** What httpYac's parser makes of a text, in httpYac's own terms; nothing is kept from one to the next. */
export async function regionsByHttpYac(text: string): Promise<readonly httpyac.HttpRegion[]> {
  const store = new httpyac.store.HttpFileStore();
  const file = await store.getOrCreate('/files/a.http', async () => text, 0, {
    workingDir: '/files',
    config: {},
  });
  return file.httpRegions;
}

/** Text, or a list of lines and files; files become functions that read them, so only that there is one shows. */
function bodyOf(body: unknown): string | null {
  if (body === undefined || body === null) return null;
  const pieces: readonly unknown[] = Array.isArray(body) ? body : [body];
  return pieces
    .map(piece => (typeof piece === 'string' ? piece : '< file'))
    .join('')
    .replaceAll('\r\n', '\n')
    .trimEnd();
}
