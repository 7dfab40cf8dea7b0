import {
  addContentType,
  fixEnvironment,
  fixMissingCompany,
  fixOtherHost,
  removeHeader,
  renameToNear,
} from './addressFixes.ts';
import { addBody, addField, fixJson, partFields } from './bodyFixes.ts';
import { turnCurlIntoRequest } from './curlFix.ts';
import type { Fixer } from './fix.ts';
import {
  fixDuplicateName,
  fixMissingName,
  fixNotChosen,
  fixUnknownName,
  fixUnusedVariable,
} from './nameFixes.ts';
import {
  addColon,
  closeComment,
  closeReference,
  dropVersion,
  fixHeaderName,
  fixMethod,
  fixVariable,
  insertBlankLine,
  insertSeparator,
  makeComment,
  moveQueryUp,
  removeBlankLineAbove,
  removeRange,
} from './parserFixes.ts';
import { changeMethod, changePath, changePrefix, changeVersion, fillPath } from './pathFixes.ts';
import { addParameter, changeParameter } from './queryFixes.ts';
import { fixSecret } from './secretFixes.ts';

/** By the code of the finding: first those of the parser, then those of the rules. */
export const fixers: Readonly<Record<string, Fixer>> = {
  'separator-missing': insertSeparator,
  'request-line-expected': makeComment,
  'method-unknown': fixMethod,
  'version-not-sent': dropVersion,
  'header-without-colon': addColon,
  'header-name-invalid': fixHeaderName,
  'query-after-header': moveQueryUp,
  'blank-line-missing': insertBlankLine,
  'header-after-blank-line': removeBlankLineAbove,
  'reference-unclosed': closeReference,
  'reference-empty': removeRange,
  'variable-malformed': fixVariable,
  'variable-without-equals': fixVariable,
  'name-duplicate': fixDuplicateName,
  'name-missing': fixMissingName,
  'comment-unclosed': closeComment,
  'not-run': turnCurlIntoRequest,

  'variable-unknown': fixUnknownName,
  'variable-unused': fixUnusedVariable,
  'company-not-chosen': fixNotChosen,
  'project-not-chosen': fixNotChosen,
  'environment-unknown': fixEnvironment,
  'host-other-environment': fixOtherHost,
  'host-not-sent': removeHeader,
  'path-unfilled': fillPath,
  'path-other-version': changeVersion,
  'path-other-method': changeMethod,
  'path-unknown': changePath,
  'path-deprecated': changePrefix,
  'parameter-missing': addParameter,
  'parameter-unknown': changeParameter,
  'parameter-value': changeParameter,
  'company-missing': fixMissingCompany,
  'flag-unknown': renameToNear,
  'header-misspelt': renameToNear,
  'json-invalid': fixJson,
  'form-field-unparted': partFields,
  'content-type-missing': addContentType,
  'field-missing': addField,
  'body-missing': addBody,
  'secret-in-file': fixSecret,
};
