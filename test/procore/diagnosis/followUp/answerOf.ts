import type {
  FollowUpAnswer,
  FollowUpQuestion,
} from '../../../../src/procore/diagnosis/followUp/followUp.ts';

const paths: Readonly<Record<FollowUpQuestion, string>> = {
  tools: '/rest/v1.0/tools?project_id=1234&per_page=100',
  toolList: '/rest/v1.0/projects/1234/tools?per_page=100',
  permissions: '/rest/v1.0/settings/permissions?company_id=42',
  projects: '/rest/v1.1/projects?company_id=42&filters[by_status]=All&filters[id]=1234&per_page=300',
  otherCompany: '/rest/v1.1/projects?company_id=43&filters[by_status]=All&filters[id]=1234&per_page=300',
  companies: '/rest/v1.0/companies?per_page=300',
  list: '/rest/v1.0/projects/1234/rfis?filters[id]=7&per_page=100',
  me: '/rest/v1.0/me',
  token: '/oauth/token/info',
};

/** What a check of company 42 and project 1234 answered; a body that is no text becomes JSON. */
export function answerOf(asks: FollowUpQuestion, status: number | null, body: unknown): FollowUpAnswer {
  const companyId = asks === 'token' ? undefined : asks === 'otherCompany' ? '43' : '42';
  return {
    followUp: { asks, path: paths[asks], companyId, wholeList: false },
    status,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    error: status === null ? 'ECONNRESET' : undefined,
    whole: status !== null,
  };
}
