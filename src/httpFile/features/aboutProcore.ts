import { builtInEnvironments, type Environment } from '../../procore/environments.ts';
import { acrossSegments, perSegment } from '../segments.ts';
import type { HttpFile, RequestNode, Segment } from '../syntax.ts';

/**
 * Whether a file is about Procore, so that lenses, hovers and problems appear in it: a request has a
 * path-only target under `/rest/` or `/vapid/`, a target or a variable begins with a host of Procore's, or
 * something reads a `$procore.` variable. Other extensions serve the same file type. `environments` names
 * the hosts that count as Procore's.
 */
export function isAboutProcore(
  file: HttpFile,
  environments: readonly Environment[] = builtInEnvironments,
): boolean {
  const known = procoreHosts(environments);
  const isAbout = ({ surely, hosts }: Mentions) => surely || known.some(host => hosts.includes(host));
  // Most files say so at once; reading a large one to its end for it would keep the editor waiting.
  if (file.segments.slice(0, firstSegments).some(segment => isAbout(mentionsIn(segment)))) return true;
  const { surely, hosts } = mentionsOf(file);
  return surely || known.some(host => hosts.has(host));
}

const firstSegments = 20;

interface Mentions {
  /** Whatever the environments are. */
  readonly surely: boolean;
  readonly hosts: readonly string[];
}

const mentionsIn = perSegment(({ requests, variables }: Segment): Mentions => {
  const surely =
    requests.some(request => isForProcore(request) || request.references.some(isProcoreVariable)) ||
    variables.some(({ references }) => references.some(isProcoreVariable));
  if (surely) return { surely, hosts: [] };
  const urls = [...requests.map(({ target }) => target), ...variables.map(({ value }) => value.text)];
  return { surely, hosts: urls.map(hostOf).filter(host => host !== undefined) };
});

const mentionsOf = acrossSegments(
  mentionsIn,
  (one, other) => one.surely === other.surely && one.hosts.join() === other.hosts.join(),
  all => ({
    surely: all.some(({ surely }) => surely),
    hosts: new Set(all.flatMap(({ hosts }) => hosts)),
  }),
);

function isForProcore({ target }: RequestNode): boolean {
  return /^\/(?:rest|vapid)\//.test(target);
}

function isProcoreVariable({ name }: { readonly name: string }): boolean {
  return name.startsWith('$procore.');
}

function procoreHosts(environments: readonly Environment[]): readonly string[] {
  return environments.flatMap(({ apiUrl, loginUrl, webUrl }) =>
    [apiUrl, loginUrl, webUrl].map(url => new URL(url).host),
  );
}

function hostOf(text: string): string | undefined {
  return /^https?:\/\/([^/?#{}\s]{1,260})/i.exec(text)?.[1]?.toLowerCase();
}
