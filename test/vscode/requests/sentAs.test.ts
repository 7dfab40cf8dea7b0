import { deepEqual } from 'node:assert/strict';
import { builtInEnvironments } from '../../../src/procore/environments.ts';
import { choicesFor, type SentAs } from '../../../src/vscode/requests/sentAs.ts';

const acme = { id: '1', name: 'Acme' };
const pine = { id: '2', name: 'Pine' };
const tower = { id: '10', name: 'Tower', companyId: '1' };
const dock = { id: '20', name: 'Dock', companyId: '2' };
const chosen = { company: () => acme, project: () => tower };

function as(company: SentAs['company'], project: SentAs['project']): SentAs {
  const [environment] = builtInEnvironments;
  if (environment === undefined) throw new Error('there is no environment');
  return { environment, company, project };
}

describe('Company and project of a request', () => {
  it('are those that are chosen now', () => {
    deepEqual(choicesFor(chosen, 'sandbox', undefined), { company: acme, project: tower });
  });

  it('are those that it was sent for before, where it is sent again', () => {
    deepEqual(choicesFor(chosen, 'sandbox', as(pine, dock)), { company: pine, project: dock });
  });

  it('never mix a company with a project of another one', () => {
    deepEqual(choicesFor(chosen, 'sandbox', as(pine, undefined)), { company: pine, project: undefined });
  });

  it('are the chosen ones where none were chosen then', () => {
    deepEqual(choicesFor(chosen, 'sandbox', as(undefined, undefined)), { company: acme, project: tower });
  });
});
