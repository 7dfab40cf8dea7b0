import type { DiagnosisCase } from '../case.ts';
import * as access from './access.ts';
import * as body from './body.ts';
import * as company from './company.ts';
import * as connection from './connection.ts';
import * as limits from './limits.ts';
import * as lists from './lists.ts';
import * as network from './network.ts';
import * as notFound from './notFound.ts';
import * as oauth from './oauth.ts';
import * as parameter from './parameter.ts';
import * as partialFailure from './partialFailure.ts';
import * as rules from './rules.ts';
import * as server from './server.ts';
import * as signIn from './signIn.ts';
import * as uploads from './uploads.ts';
import * as webhooks from './webhooks.ts';
import * as wrongPath from './wrongPath.ts';

/** All cases; among findings of the same certainty the earlier row comes first. */
export const cases: readonly DiagnosisCase[] = [
  network.proxyError,
  network.tlsError,
  network.timedOut,
  network.networkUnreachable,
  signIn.notSignedIn,
  signIn.authorizationMalformed,
  signIn.wrongEnvironment,
  company.companyHeaderMissing,
  uploads.storageAuthorization,
  uploads.uploadExpired,
  connection.appNotConnected,
  connection.appNotInstallable,
  oauth.refreshTokenInvalid,
  oauth.authorizationCodeInvalid,
  oauth.clientCredentialsInvalid,
  oauth.redirectUriMismatch,
  signIn.accessTokenInvalid,
  access.toolDisabled,
  notFound.sandboxDataMissing,
  access.outsideAccessScope,
  limits.rateLimitSpike,
  limits.rateLimitHourly,
  limits.serviceUnavailable,
  limits.requestTimeout,
  limits.payloadTooLarge,
  server.gatewayError,
  server.serverError,
  body.badRequestJson,
  body.badRequestContentType,
  parameter.badRequestParameter,
  rules.recordLockedByErp,
  rules.originIdTaken,
  rules.referenceMissing,
  rules.invalidStatusTransition,
  rules.unprocessableField,
  rules.conflict,
  wrongPath.wrongVersionOrPath,
  access.permissionInsufficient,
  notFound.notFoundOrHidden,
  partialFailure.partialFailure,
  webhooks.webhookDisabled,
  webhooks.webhookNotDelivered,
  webhooks.webhookDuplicateEvent,
  lists.unexpectedEmpty,
  lists.morePages,
];

/** Those that stand behind a 2xx of the API; all others need a refusal, another server, or no answer at all. */
export const casesOfSuccess: readonly DiagnosisCase[] = [
  server.gatewayError,
  notFound.sandboxDataMissing,
  partialFailure.partialFailure,
  webhooks.webhookDisabled,
  webhooks.webhookNotDelivered,
  webhooks.webhookDuplicateEvent,
  lists.unexpectedEmpty,
  lists.morePages,
];
