import { cleanText } from '../../errors/cleanText.ts';
import { header, headerValue } from '../../headers.ts';
import { type DiagnosisCase, type Finding, sentences, steps } from '../case.ts';
import { type Evidence, hasOtherPages, isUnderApi } from '../evidence.ts';
import { findCause, offers } from '../offers.ts';
import { page } from '../pages.ts';
import { strayHost } from '../strayHost.ts';
import { serverSaid } from '../words.ts';

/**
 * "Multiple Procore Zones": every call but `/me` and `/companies` needs the header, also where path or query
 * name the company; the documented text begins `Missing Procore-Company-Id header!` [doc]. Status and
 * envelope are not documented; 404 was seen [live]. A service account needs it everywhere [doc].
 */
export const companyHeaderMissing: DiagnosisCase = {
  id: 'company-header-missing',
  title: 'The Procore-Company-Id header is missing',
  link: page.regions,
  recognise(seen) {
    if (!seen.api || ![400, 403, 404].includes(seen.status)) return undefined;
    const sent = headerValue(seen.input.request.headers, header.companyId)?.trim();
    const complains = seen.error.messages.some(message =>
      /^Missing Procore-Company-Id header/i.test(message),
    );
    if (!complains && hasOtherPages(seen)) return undefined;
    const meant = isUnderApi(seen.path) && strayHost(seen) === undefined;
    const lacks = (sent === undefined || sent === '') && meant && needsCompany(seen);
    if (!lacks && !complains) return meant ? wrongCompany(seen, sent ?? '') : undefined;
    const misnamed = lacks ? misnamedHeader(seen) : undefined;
    return {
      certainty: lacks ? 'known' : 'machine',
      ...(lacks ? {} : { title: 'The Procore-Company-Id header was not understood' }),
      cause: lacks
        ? `Procore routes each call by this header, and answers ${seen.status} without it, also where the address names the company.`
        : sentences(`Procore did not take "${sent}" for a company id.`, serverSaid(seen.error)),
      actions: offers(
        lacks && {
          kind: 'addCompanyHeader',
          ...(seen.companyId === undefined ? {} : { companyId: seen.companyId }),
        },
        { kind: 'chooseCompany' },
      ),
      fields: lacks ? [] : [{ name: 'Procore-Company-Id', message: '', header: header.companyId }],
      remedies: steps(
        misnamed !== undefined && `Write Procore-Company-Id where the request has ${misnamed}.`,
        !lacks
          ? `Use the number of the company. ${whereIdsAre(seen)}`
          : seen.companyId === undefined
            ? `Add the header: Procore-Company-Id: <company id>. ${whereIdsAre(seen)}`
            : `Add the header: Procore-Company-Id: ${seen.companyId}`,
        'In a .http file write # @company <company id> above the request, or choose a company in the editor.',
        lacks &&
          'If the request names a company already, look for an empty Procore-Company-Id: line in it: that leaves the header out.',
        'Keep company_id in path or query as well, where the endpoint asks for it.',
      ),
    };
  },
};

/** A header that has the letters of the right name, but not its hyphens. */
function misnamedHeader({ input }: Evidence): string | undefined {
  return Object.keys(input.request.headers).find(
    name => /^procore[ _-]?company[ _-]?id$/i.test(name) && name.toLowerCase() !== header.companyId,
  );
}

/** What is in the header is no number, or another company than the address names: both can be told from here. */
function wrongCompany(seen: Evidence, sent: string): Finding | undefined {
  if (sent === '' || sent.includes('***')) return undefined;
  const field = { name: 'Procore-Company-Id', header: header.companyId };
  if (!/^\d+$/.test(sent)) {
    const cause = `The request sends "${cleanText(sent, 60)}" where the number of the company belongs.`;
    return {
      certainty: 'known',
      title: 'The Procore-Company-Id header is not a number',
      cause,
      actions: offers({ kind: 'chooseCompany' }, findCause(seen, ['companies'])),
      fields: [{ ...field, message: cause }],
      remedies: [
        `Write the number of the company: # @company <company id>. ${whereIdsAre(seen)}`,
        'Or choose a company in the editor.',
      ],
    };
  }
  const named = /\/companies\/(\d+)(?:\/|$)/.exec(seen.path)?.[1] ?? seen.url?.searchParams.get('company_id');
  if (!/^\d{1,20}$/.test(named ?? '') || named === sent || named === null || named === undefined)
    return undefined;
  if (seen.status === 400) return undefined;
  const cause = `Procore-Company-Id is ${cleanText(sent, 60)}, and the address names company ${named}.`;
  return {
    certainty: 'context',
    title: 'Header and address name different companies',
    cause,
    actions: offers(
      { kind: 'addCompanyHeader', companyId: named },
      findCause(seen, ['companies', 'projects']),
      { kind: 'chooseCompany' },
    ),
    fields: [{ ...field, message: cause }],
    remedies: [
      `Name the same company in both: # @company ${named} above the request, if that is the one that is meant.`,
      `Or write ${cleanText(sent, 60)} into the address.`,
    ],
  };
}

/** A service account needs the header for the list of companies as well, so that list is no way out for it. */
function whereIdsAre({ context }: Evidence): string {
  return context.grant === 'client_credentials'
    ? "A service account cannot ask for the ids without one: take it from the address of the company's pages in Procore."
    : 'GET /rest/v1.0/companies lists the ids.';
}

/**
 * `/me` does without only as long as nothing asks for the account of one company or project; with a method that it
 * does not take, the header would not help.
 */
function needsCompany({ method, path, url, context, catalog, match }: Evidence): boolean {
  const own = /^\/(?:rest\/v\d+\.\d+|vapid)\/(?:me|companies)$/.test(path);
  if (own && method !== 'GET' && catalog !== undefined && match === undefined) return false;
  if (context.grant === 'client_credentials') return true;
  if (url?.searchParams.has('company_id') || url?.searchParams.has('project_id')) return true;
  return !(method === 'GET' && own);
}
