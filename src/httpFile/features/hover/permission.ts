import type { Operation } from '../../../procore/catalog/catalog.ts';

/**
 * What Procore says somewhere: its page "Webhooks" [doc]; the table of its page "RESTful API concepts" for calls
 * about oneself [doc].
 */
const known: readonly (readonly [path: RegExp, hint: string])[] = [
  [/^\/oauth\//, 'none'],
  [/^\/rest\/v[\d.]+\/(?:me|companies)$/, 'none beyond being signed in'],
  [/\/webhooks\//, 'Standard on the tool Webhooks API'],
];

/**
 * The permission that a call wants, with how certain that is. Procore's document names none; its levels are None,
 * Read Only, Standard and Admin, by tool [doc], and which of them a call wants follows the method [assumed]. `called`
 * is the tool as the project calls it, where that is known: the document has a name of its own.
 */
export function permissionHint({ method, path, tag }: Operation, called = ''): string {
  const said = known.find(([pattern]) => pattern.test(path))?.[1];
  if (said !== undefined) return said;
  const [category = '', tool = ''] = tag.split('/');
  if (category === 'Company Admin')
    return `usually Admin on the company's ${tool} (assumed; Procore's document does not say)`;
  const level =
    method === 'GET'
      ? 'Read Only or more'
      : method === 'DELETE'
        ? 'Admin, or Standard for own records'
        : 'Standard or Admin';
  return `usually ${level} on ${called === '' ? tool : called} (assumed; Procore's document does not say)`;
}
