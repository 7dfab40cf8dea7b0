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
import type { RequestToSend } from './chosenRequest.ts';
import { missingChoice } from './needsCompany.ts';
import { requestDestination } from './requestDestination.ts';
import { namedEnvironment, requestEnvironment } from './requestEnvironment.ts';
import type { Sender } from './sender.ts';
import { type Choices, choicesFor, type SentAs } from './sentAs.ts';
import { type UnknownName, unknownNames } from './unknownNames.ts';

/** Where a request goes, and what it may read beside its file. */
export interface SendPlan {
  readonly environment: Environment;
  readonly outside: OutsideValues & { readonly folders: Folders };
  readonly choices: Choices;
}

export interface SendPlans {
  /**
   * Asks nobody. Rejects where the request names an environment that does not exist. `as`: it goes where it went
   * before, whatever it names and whatever is chosen.
   */
  of(chosen: RequestToSend, as?: SentAs): Promise<SendPlan>;
  /**
   * The plan, after somebody has chosen company and project where the request needs them and they are not
   * chosen. Rejects with `CancellationError` where they give up. A request that an unknown name stops asks
   * nobody, unless such names are sent.
   */
  prepare(
    chosen: RequestToSend,
    options: { readonly sendUnknown: boolean; readonly as?: SentAs },
  ): Promise<SendPlan>;
  /** Names that nothing gives a value, and that cannot be chosen either. */
  unknownIn(chosen: RequestToSend, plan: SendPlan): readonly UnknownName[];
}

export function createSendPlans(parts: {
  readonly environments: Environments;
  readonly outside: OutsideReader;
  readonly sender: Sender;
}): SendPlans {
  const { environments, sender } = parts;

  async function of(chosen: RequestToSend, as?: SentAs): Promise<SendPlan> {
    const { file, request, document } = chosen;
    const named = as?.environment.name ?? namedEnvironment(file, request) ?? environments.active().name;
    const outside = await parts.outside.read(document.uri, named);
    const environment = as?.environment ?? environmentOf(environments, chosen, outside.layers);
    return {
      environment,
      outside: { ...outside, folders: parts.outside.foldersOf(document.uri) },
      choices: choicesFor(environments, environment.name, as),
    };
  }

  function missingFor({ file, request }: RequestToSend, { environment, outside }: SendPlan, as?: SentAs) {
    const { layers } = outside;
    const { company, project } = choicesFor(environments, environment.name, as);
    const around = { environment, environments: environments.all(), company, layers };
    const chosen = { company: company !== undefined, project: project !== undefined };
    return [...prerequisites(file, request, { layers }).order, request]
      .map(each => {
        const destination = requestDestination(file, each, around);
        return missingChoice(file, each, { destination, chosen, layers });
      })
      .find(missing => missing !== undefined);
  }

  function unknownIn({ file, request }: RequestToSend, { environment, outside, choices }: SendPlan) {
    const host = hostValues(environment.name, choices.company, choices.project);
    const { values } = scopeBeforeSending(file, request, host, outside.layers);
    const { otherSections, folders } = outside;
    const unknown = unknownNames(file, request, { ...values, otherSections, folders });
    return unknown.filter(each => !chosenNames.has(each.name));
  }

  return {
    of,
    unknownIn,
    async prepare(chosen, { sendUnknown, as }) {
      const plan = await of(chosen, as);
      if (!sendUnknown && unknownIn(chosen, plan).length > 0) return plan;
      // Both company and project may be missing.
      while (await chooseMissing({ environments, sender }, plan.environment, missingFor(chosen, plan, as)));
      return { ...plan, choices: choicesFor(environments, plan.environment.name, as) };
    },
  };
}

const chosenNames: ReadonlySet<string> = new Set(['$procore.companyId', '$procore.projectId']);

function environmentOf(
  environments: Environments,
  { request, file }: RequestToSend,
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
