import { cleanText } from '../../errors/cleanText.ts';
import { type DiagnosisCase, type Finding, sentences, steps } from '../case.ts';
import { type Evidence, isUnderApi } from '../evidence.ts';
import { otherPaths, usePath, useVersion, withIds } from '../otherPaths.ts';
import { page } from '../pages.ts';
import { strayHost } from '../strayHost.ts';
import { listed, serverSaid } from '../words.ts';
import { isNotConnected } from './connection.ts';

/**
 * A wrong version of a right path is a plain 404, and so is a method that the path does not take [live];
 * each resource has its own version ("REST API overview" [doc]). The catalog can be older than the API, so an
 * unknown path is a likely cause and not a sure one.
 */
export const wrongVersionOrPath: DiagnosisCase = {
  id: 'wrong-version-or-path',
  title: 'The API has no such path',
  link: page.versions,
  recognise(seen) {
    if (seen.oauth !== undefined) return unknownOAuth(seen);
    const astray = wrongHost(seen);
    if (astray !== undefined) return astray;
    if (!seen.api || ![404, 405, 410].includes(seen.status)) return undefined;
    if (seen.status === 410 && /\/uploads\//.test(seen.path)) return undefined;
    const { catalog, method, path, match } = seen;
    const old = path.startsWith('/vapid/');
    if (seen.status === 404 && (catalog === undefined || (match !== undefined && !old))) return undefined;
    const { versions, methods } = otherPaths(seen);
    const found = { certainty: 'path' } as const;
    if (match !== undefined && !old && seen.status === 405) {
      return {
        ...found,
        title: `The server does not take ${method} here`,
        cause: `The catalog of Procore's API has ${method} for this path, so another server may have answered than the one that was meant, for instance behind a redirect.`,
        remedies: [
          'Check the host of the address.',
          'See by # @no-redirect above the request whether the first answer sends it elsewhere.',
        ],
      };
    }
    if (match !== undefined && !old && seen.status === 410 && versions.length === 0) {
      return {
        ...found,
        title: 'The server says that this is gone',
        cause: sentences(
          'The answer 410 means that what was at this address is no more: the record was deleted, or Procore ended this version after the catalog (as published in spring 2026) was made.',
          serverSaid(seen.error),
        ),
        remedies: [
          'Read the list that the record was in.',
          'Look the path up in the API reference, version included.',
        ],
      };
    }
    if (versions.length > 0) {
      const paths = versions.map(operation => `${operation.method} ${withIds(operation, seen)}`);
      return {
        ...found,
        title: 'The path exists in another version',
        cause: `${cleanText(path, 120)} is not in this version of the API; each resource has its own version number.`,
        actions: versions.slice(0, 5).map(operation => useVersion(path, withIds(operation, seen))),
        remedies: [
          `Use ${listed(paths, 5, 'or')}.`,
          'Compare the answer: a new version is made when fields or behaviour change.',
        ],
      };
    }
    if (methods.length > 0) {
      return {
        ...found,
        title: `The path does not take ${method}`,
        cause: `The path exists, but for ${listed(methods)} only. Procore answers 404 to other methods.`,
        actions: methods.map(other => ({ kind: 'useMethod', method: other })),
        remedies: [`Use ${listed(methods, 5, 'or')}, or look the operation up in the API reference.`],
      };
    }
    const near = (catalog?.nearest(method, path, 3) ?? []).map(operation => usePath(operation, seen));
    const outside = !isUnderApi(path);
    if (!outside && path.includes('//')) {
      return {
        certainty: 'known',
        title: 'A part of the address is empty',
        cause: `${cleanText(path, 120)} has nothing between two slashes, as where a variable has an empty value.`,
        actions: near,
        remedies: steps(
          'Fill in the id or the name that is missing, or give its variable a value.',
          near.length > 0 &&
            `It may be meant: ${listed(near.map(({ method: other, filled }) => `${other} ${filled}`))}.`,
        ),
      };
    }
    return {
      ...found,
      ...(outside ? { title: 'The address is not one of the API' } : {}),
      cause: sentences(
        outside &&
          `The API answers under /rest/, with a version behind it, such as /rest/v1.0/projects; this address begins with ${cleanText(path.replace(/^(\/[^/]*).*$/, '$1'), 60) || '/'}.`,
        !outside && catalog === undefined && `The API does not take ${method} at this address.`,
        !outside &&
          catalog !== undefined &&
          `${cleanText(path, 120)} is not a path that the catalog of Procore's API (as published in spring 2026) has.`,
        serverSaid(seen.error),
      ),
      actions: near,
      remedies: steps(
        near.length > 0 &&
          `${near.length === 1 ? 'The nearest that exists' : 'The nearest that exist'}: ${listed(near.map(({ method: other, filled }) => `${other} ${filled}`))}.`,
        'Look the path up in the API reference, version included.',
        !outside &&
          'If it is newer than the catalog, or not a published path, go on with the other causes of a 404.',
      ),
    };
  },
};

/** The login host has four addresses, each for one method. "OAuth endpoints" [doc]. */
const oauthMethods: ReadonlyMap<string, string> = new Map([
  ['authorize', 'GET'],
  ['token', 'POST'],
  ['token/info', 'GET'],
  ['revoke', 'POST'],
]);

function unknownOAuth({ status, oauth = '', path, method, url, builtIn }: Evidence): Finding | undefined {
  if (![404, 405].includes(status)) return undefined;
  const wanted = oauthMethods.get(oauth);
  if (wanted === undefined) {
    const known = [...oauthMethods.keys()].map(name => `/oauth/${name}`);
    return {
      certainty: 'path',
      title: 'The login host has no such address',
      cause: `${cleanText(path, 120)} is not an address for signing in.`,
      remedies: [`Use ${listed(known, 5, 'or')}.`],
    };
  }
  if (method !== wanted) {
    return {
      certainty: 'path',
      title: `The address does not take ${method}`,
      cause: `${cleanText(path, 120)} is there for ${wanted} only.`,
      actions: [{ kind: 'useMethod', method: wanted }],
      remedies: [`Send it as ${wanted}.`],
    };
  }
  if (builtIn === undefined || builtIn.loginUrl === builtIn.apiUrl || url?.origin !== builtIn.apiUrl)
    return undefined;
  return {
    certainty: 'path',
    title: 'Signing in is on another host',
    cause: `${cleanText(url.host, 120)} takes the calls of the API; tokens come from the login host.`,
    remedies: [`Send it to ${builtIn.loginUrl}.`],
  };
}

/** A path of the API at a host that does not take API calls; a sure text of the API speaks against it. */
export function wrongHost(seen: Evidence): Finding | undefined {
  if (!seen.api || !isUnderApi(seen.path) || ![401, 403, 404, 405].includes(seen.status)) return undefined;
  const stray = strayHost(seen);
  if (stray === undefined || (stray === 'login' && seen.status !== 404)) return undefined;
  if (seen.error.messages.some(isNotConnected)) return undefined;
  const host = cleanText(seen.url?.host ?? '', 120);
  return {
    certainty: 'known',
    title:
      stray === 'login' ? 'The login host takes no API calls' : "The address is not on a host of Procore's",
    cause: sentences(
      stray === 'login'
        ? `${host} is for signing in only.`
        : `${host} is none of Procore's hosts, and no environment names it, so this answer tells nothing of the API.`,
      serverSaid(seen.error),
    ),
    actions: stray === 'login' ? [] : [{ kind: 'openSetting', id: 'procore.environments' }],
    remedies: steps(
      stray === 'login' && `Send it to ${seen.builtIn?.apiUrl}.`,
      'Write the path alone, beginning with /rest/: it then goes to the chosen environment, with its token.',
      stray === 'foreign' &&
        'If it is a host of your own in front of Procore, name it in procore.environments in your user settings.',
    ),
  };
}
