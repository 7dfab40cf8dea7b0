import type { DiagnosisId, DiagnosisInput } from '../../../src/procore/diagnosis/diagnosis.ts';
import { access } from './examples/access.ts';
import { body } from './examples/body.ts';
import { company } from './examples/company.ts';
import { connection } from './examples/connection.ts';
import { limits } from './examples/limits.ts';
import { lists } from './examples/lists.ts';
import { network } from './examples/network.ts';
import { notFound } from './examples/notFound.ts';
import { oauth } from './examples/oauth.ts';
import { parameter } from './examples/parameter.ts';
import { partialFailure } from './examples/partialFailure.ts';
import { rules } from './examples/rules.ts';
import { server } from './examples/server.ts';
import { signIn } from './examples/signIn.ts';
import { uploads } from './examples/uploads.ts';
import { webhooks } from './examples/webhooks.ts';
import { wrongPath } from './examples/wrongPath.ts';

/** For each id at least two exchanges that show it first, in differently shaped bodies. */
export const examples: Readonly<Record<DiagnosisId, Readonly<Record<string, DiagnosisInput>>>> = {
  ...access,
  ...body,
  ...company,
  ...connection,
  ...limits,
  ...lists,
  ...network,
  ...notFound,
  ...oauth,
  ...parameter,
  ...partialFailure,
  ...rules,
  ...server,
  ...signIn,
  ...uploads,
  ...webhooks,
  ...wrongPath,
};
