import * as vscode from 'vscode';
import { prerequisites } from '../../httpFile/dependencies.ts';
import type { OutsideValues } from '../../httpFile/outsideValues.ts';
import { positionAt } from '../../httpFile/syntax.ts';
import type { Folders, ValueLayer } from '../../httpFile/values.ts';
import type { Environment } from '../../procore/environments.ts';
import type { Environments } from '../environments/environments.ts';
import type { OutsideReader } from '../environments/outsideReader.ts';
import { hostValues, scopeBeforeSending } from '../language/hostValues.ts';
import { chooseMissing } from './chooseMissing.ts';
import type { ChosenRequest } from './chosenRequest.ts';
import { missingChoice } from './needsCompany.ts';
import { requestDestination } from './requestDestination.ts';
import { namedEnvironment, requestEnvironment } from './requestEnvironment.ts';
import type { Sender } from './sender.ts';
import { type UnknownName, unknownNames } from './unknownNames.ts';

/** Where a request goes, and what it may read beside its file. */
export interface SendPlan {
  readonly environment: Environment;
  readonly outside: OutsideValues & { readonly folders: Folders };
}

export interface SendPlans {
  /** Asks nobody. Rejects where the request names an environment that does not exist. */
  of(chosen: ChosenRequest): Promise<SendPlan>;
  /**
   * The plan, after somebody has chosen company and project where the request needs them and they are not
   * chosen. Rejects with `CancellationError` where they give up. A request that an unknown name stops asks
   * nobody, unless such names are sent.
   */
  prepare(chosen: ChosenRequest, options: { readonly sendUnknown: boolean }): Promise<SendPlan>;
  /** Names that nothing gives a value, and that cannot be chosen either. */
  unknownIn(chosen: ChosenRequest, plan: SendPlan): readonly UnknownName[];
}

export function createSendPlans(parts: {
  readonly environments: Environments;
  readonly outside: OutsideReader;
  readonly sender: Sender;
}): SendPlans {
  const { environments, sender } = parts;

  async function of(chosen: ChosenRequest): Promise<SendPlan> {
    const { file, request, document } = chosen;
    const named = namedEnvironment(file, request) ?? environments.active().name;
    const outside = await parts.outside.read(document.uri, named);
    const environment = environmentOf(environments, chosen, outside.layers);
    return { environment, outside: { ...outside, folders: parts.outside.foldersOf(document.uri) } };
  }

  function missingFor({ file, request }: ChosenRequest, { environment, outside }: SendPlan) {
    const { layers } = outside;
    const company = environments.company(environment.name);
    const project = environments.project(environment.name);
    const around = { environment, environments: environments.all(), company, layers };
    const chosen = { company: company !== undefined, project: project !== undefined };
    return [...prerequisites(file, request, { layers }).order, request]
      .map(each => {
        const destination = requestDestination(file, each, around);
        return missingChoice(file, each, { destination, chosen, layers });
      })
      .find(missing => missing !== undefined);
  }

  function unknownIn({ file, request }: ChosenRequest, { environment, outside }: SendPlan) {
    const { name } = environment;
    const host = hostValues(name, environments.company(name), environments.project(name));
    const { values } = scopeBeforeSending(file, request, host, outside.layers);
    const { otherSections, folders } = outside;
    const unknown = unknownNames(file, request, { ...values, otherSections, folders });
    return unknown.filter(each => !choices.has(each.name));
  }

  return {
    of,
    unknownIn,
    async prepare(chosen, { sendUnknown }) {
      const plan = await of(chosen);
      if (!sendUnknown && unknownIn(chosen, plan).length > 0) return plan;
      // Both company and project may be missing.
      while (await chooseMissing({ environments, sender }, plan.environment, missingFor(chosen, plan)));
      return plan;
    },
  };
}

const choices: ReadonlySet<string> = new Set(['$procore.companyId', '$procore.projectId']);

function environmentOf(
  environments: Environments,
  { request, file }: ChosenRequest,
  layers: readonly ValueLayer[],
): Environment {
  const result = requestEnvironment(file, request, environments.all(), environments.active(), layers);
  if (result.kind === 'found') return result.environment;
  const known = environments.all().map(({ name }) => name);
  throw new Error(
    vscode.l10n.t(
      'The request in line {0} is for the environment "{1}", which does not exist. Known are: {2}.',
      positionAt(file, request.requestLine.start).line,
      result.name,
      known.join(', '),
    ),
  );
}
