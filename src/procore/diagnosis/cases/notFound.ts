import type { Operation } from '../../catalog/catalog.ts';
import { cleanText } from '../../errors/cleanText.ts';
import type { DiagnosisAction, UsePath } from '../actions.ts';
import { type DiagnosisCase, type Finding, sentences, steps } from '../case.ts';
import { isEmptyList } from '../emptyList.ts';
import { type Evidence, isUnderApi } from '../evidence.ts';
import { findCause, offers, openRecord, readProjects } from '../offers.ts';
import { page } from '../pages.ts';
import { strayHost } from '../strayHost.ts';
import { listed, serverSaid } from '../words.ts';
import { companyHidden, isNotConnected, projectHidden } from './access.ts';

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
    const { versions, methods } = elsewhere(seen);
    const found = { certainty: 'path' } as const;
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

/**
 * "Troubleshooting", Sandbox data is empty: Developer Sandboxes have data of their own, Monthly ones a copy
 * of production that is replaced each month [doc].
 */
export const sandboxDataMissing: DiagnosisCase = {
  id: 'sandbox-data-missing',
  title: 'The ids may come from another environment',
  link: page.environments,
  recognise(seen) {
    if (!seen.sandbox || !seen.api || !(seen.failed || seen.succeeded)) return undefined;
    const hidden =
      projectHidden(seen) &&
      seen.context.projectCompany === undefined &&
      !companyHidden(seen) &&
      (seen.status === 404 || (seen.method === 'GET' && isEmptyList(seen)));
    return {
      certainty: hidden ? 'context' : 'follow-up',
      ...(hidden
        ? { title: 'The project id probably comes from another environment' }
        : { beside: ['not-found-or-hidden', 'unexpected-empty', 'outside-access-scope'] as const }),
      cause: sentences(
        hidden && `Project ${seen.projectId} is not among the projects of this sandbox.`,
        seen.environment === 'monthly'
          ? 'The Monthly Sandbox is a copy of production that is replaced each month: newer records are missing, and what was made in the sandbox is gone after the refresh.'
          : 'A Developer Sandbox has data of its own. Ids of production, or of the sandbox of another app, do not exist in it.',
      ),
      actions: offers(
        readProjects(seen),
        { kind: 'switchEnvironment' },
        !hidden && findCause(seen, ['projects']),
      ),
      remedies: steps(
        'List what there is and take the ids from there: GET /rest/v1.0/companies, then GET /rest/v1.1/projects with company_id.',
        seen.environment === 'monthly'
          ? 'Wait for the next refresh, or make the record in the sandbox.'
          : 'Make test data in the sandbox; it starts with the project "1234 - Sandbox Test Project".',
      ),
    };
  },
};

/** "Troubleshooting", 404 on a resource that exists: Procore hides what the account may not read [doc]. */
export const notFoundOrHidden: DiagnosisCase = {
  id: 'not-found-or-hidden',
  title: 'The record does not exist, or this account may not see it',
  link: page.troubleshooting,
  recognise(seen) {
    if (!seen.api || seen.status !== 404 || !isUnderApi(seen.path)) return undefined;
    const { versions, methods } = elsewhere(seen);
    const elsewhereForSure =
      (versions.length + methods.length > 0 && !seen.path.startsWith('/vapid/')) ||
      seen.path.includes('//') ||
      wrongHost(seen) !== undefined;
    return {
      certainty: 'general',
      beside: [
        'outside-access-scope',
        'sandbox-data-missing',
        ...(elsewhereForSure ? [] : (['wrong-version-or-path'] as const)),
      ],
      cause: sentences(
        'Procore answers 404, not 403, where the account has no read access, so that hidden and missing look alike.',
        serverSaid(seen.error),
      ),
      actions: offers(
        findCause(seen, ['projects', 'tools', 'companies']),
        listPath(seen) !== undefined && { kind: 'read', what: 'list', path: listPath(seen) ?? '' },
        openRecord(seen),
        { kind: 'chooseCompany' },
      ),
      remedies: steps(
        ...notNumbers(seen).map(
          ({ name, value }) => `Put a number for ${name}: the address has "${value}" there.`,
        ),
        'Check the ids in the address, and that Procore-Company-Id is the company that they belong to.',
        listPath(seen) !== undefined && `See whether the list has the record: GET ${listPath(seen)}.`,
        'Have an administrator give the account at least Read-only in the tool of the project.',
        seen.projectId !== undefined &&
          seen.context.tools === undefined &&
          `Some tools answer 404 when they are off: GET /rest/v1.0/projects/${seen.projectId}/tools shows it.`,
      ),
    };
  },
};

function elsewhere({ catalog, method, path }: Evidence): {
  readonly versions: readonly Operation[];
  readonly methods: readonly string[];
} {
  if (catalog === undefined) return { versions: [], methods: [] };
  // `/vapid/` was the prefix before 2021; its resources went on as v1.0 [doc].
  const current = path.replace(/^\/vapid\//, '/rest/v1.0/');
  const same = current === path ? undefined : catalog.find(method, current)?.operation;
  return {
    versions: [...(same === undefined ? [] : [same]), ...catalog.otherVersions(method, current)],
    methods: ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'].filter(
      other => other !== method && catalog.find(other, path) !== undefined,
    ),
  };
}

/** The login host has four addresses. "OAuth endpoints" [doc]. */
function unknownOAuth({ status, oauth, path }: Evidence): Finding | undefined {
  const known = ['authorize', 'token', 'token/info', 'revoke'];
  if (![404, 405].includes(status) || known.includes(oauth ?? '')) return undefined;
  return {
    certainty: 'path',
    title: 'The login host has no such address',
    cause: `${cleanText(path, 120)} is not an address for signing in.`,
    remedies: [
      `Use ${listed(
        known.map(name => `/oauth/${name}`),
        5,
        'or',
      )}.`,
    ],
  };
}

/** A path of the API at a host that does not take API calls; a sure text of the API speaks against it. */
function wrongHost(seen: Evidence): Finding | undefined {
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

/** A path of the catalog with what the request tells of its ids. */
function usePath({ method, path: template, queryParameters }: Operation, seen: Evidence): UsePath {
  const { projectId, companyId } = seen;
  const scopes = new Map([
    ['project_id', numbered(projectId)],
    ['company_id', numbered(companyId)],
  ]);
  const used = new Set([projectId, companyId]);
  const ids = seen.path.split('/').filter(part => /^\d{1,20}$/.test(part) && !used.has(part));
  const path = template.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    name === 'company_id'
      ? (scopes.get(name) ?? placeholder)
      : (scopes.get(name) ?? ids.shift() ?? placeholder),
  );
  const needed = queryParameters.filter(({ name, required }) => required && scopes.has(name));
  const known = needed.filter(({ name }) => scopes.get(name) !== undefined);
  const query = (known.length > 0 ? known : needed).map(
    ({ name }) => `${name}=${scopes.get(name) ?? `{${name}}`}`,
  );
  return {
    kind: 'usePath',
    method,
    path: template,
    filled: cleanText(query.length === 0 ? path : `${path}?${query.join('&')}`, 500),
  };
}

function numbered(id: string | undefined): string | undefined {
  return id !== undefined && /^\d{1,20}$/.test(id) ? id : undefined;
}

/** Ids of the path that the catalog has as numbers, and that are none. */
function notNumbers({ match }: Evidence): readonly { readonly name: string; readonly value: string }[] {
  return (match?.operation.pathParameters ?? []).flatMap(({ name, type }) => {
    const value = match?.parameters[name];
    if (type !== 'integer' || value === undefined || /^\d+$/.test(value)) return [];
    return [{ name, value: cleanText(value, 60) }];
  });
}

/** Where only the prefix differs, the rest of a line with variables in it can stay. */
function useVersion(path: string, existing: string): DiagnosisAction {
  const [from, rest] = splitVersion(path);
  const [to, restExisting] = splitVersion(existing);
  const prefix = rest === restExisting ? { prefix: { from, to } } : {};
  return { kind: 'useVersion', path: cleanText(existing, 500), ...prefix };
}

function splitVersion(path: string): readonly [prefix: string, rest: string] {
  const prefix = /^\/(?:rest\/v[\d.]{1,8}|vapid)\//.exec(path)?.[0] ?? '';
  return [prefix, path.slice(prefix.length)];
}

/** The template with the ids of the concrete path: by their places where both have the same shape, else by name. */
function withIds(operation: Operation, seen: Evidence): string {
  const concrete = seen.path.split('/');
  const template = operation.path.split('/');
  const offset = concrete[1] === 'vapid' ? 1 : 0;
  if (template.length !== concrete.length + offset) return usePath(operation, seen).filled;
  return template
    .map((part, index) => (part.startsWith('{') ? cleanText(concrete[index - offset] ?? part, 60) : part))
    .join('/');
}

function listPath({ method, path, match }: Evidence): string | undefined {
  const list = /^(.*)\/[^/]+$/.exec(match?.operation.path ?? '')?.[1];
  if (method === 'POST' || list === undefined || !/\}$/.test(match?.operation.path ?? '')) return undefined;
  return cleanText(path.replace(/\/[^/]+$/, ''), 120);
}
