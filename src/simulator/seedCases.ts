import type { Records } from './records/records.ts';

/** A request that goes wrong without any fault switched on. */
export interface SeedCase {
  readonly what: string;
  /** Method and path. */
  readonly request: string;
  readonly companyId: number;
  /** Login of an account it goes wrong for. */
  readonly login: string;
}

/** Cases of Procore's troubleshooting page that the seed data holds, for the control page. */
export function seedCases(records: Records): readonly SeedCase[] {
  const { companies, projects, users } = records;
  const [admin, ...others] = users.filter(({ serviceAccount }) => !serviceAccount);
  const [main] = companies;
  if (admin === undefined || main === undefined) return [];
  const cases: (SeedCase | undefined)[] = [];

  const disconnected = companies.find(({ appConnected }) => !appConnected);
  cases.push(disconnected && projectList('The app is not connected', disconnected.id, admin.login));

  const empty = companies.find(({ id }) => projects.every(({ companyId }) => companyId !== id));
  cases.push(empty && projectList('The list is empty', empty.id, admin.login));

  const withPunchOff = projects.find(({ id }) =>
    records.toolsOf(id).some(({ engineName, isActive }) => engineName === 'punch_list' && !isActive),
  );
  cases.push(
    withPunchOff && {
      what: 'The tool is off',
      request: `GET /rest/v1.1/punch_items?project_id=${withPunchOff.id}`,
      companyId: withPunchOff.companyId,
      login: admin.login,
    },
  );

  for (const { id, login } of others) {
    const closed = projects.find(
      project =>
        project.companyId === main.id && project.isActive && !records.userSeesProject(id, project.id),
    );
    if (closed === undefined || !records.userSeesCompany(id, main.id)) continue;
    const request = `GET /rest/v1.0/projects/${closed.id}/rfis`;
    cases.push({ what: 'The project is outside the access scope', request, companyId: main.id, login });
    break;
  }

  for (const { id, login } of others) {
    const project = projects.find(
      site =>
        records.levelInProject(id, site.id, 'budget') === 'None' && records.userSeesProject(id, site.id),
    );
    if (project === undefined) continue;
    const request = `GET /rest/v1.0/budget_views?project_id=${project.id}`;
    cases.push({ what: 'The permission is missing', request, companyId: project.companyId, login });
    break;
  }

  const standard = others[0];
  if (standard !== undefined) {
    const request = `GET ${records.hiddenPath()}`;
    cases.push({ what: 'The record is hidden', request, companyId: main.id, login: standard.login });
  }
  return cases.filter(one => one !== undefined);
}

function projectList(what: string, companyId: number, login: string): SeedCase {
  return { what, request: `GET /rest/v1.1/projects?company_id=${companyId}`, companyId, login };
}
