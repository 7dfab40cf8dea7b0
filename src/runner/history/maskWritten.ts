import { isSecretName } from '../../httpFile/secretValues.ts';
import { isSecretHeader, mask, redactSignatures, redactText } from '../redact.ts';

/** Commented-out lines count as well. */
const headerLine = /^([ \t]*(?:(?:#|\/\/)[ \t]*)?([\w-]+)[ \t]*:[ \t]*)(\S.*)$/gm;
const variableLine = /^([ \t]*(?:(?:#|\/\/)[ \t]*)?@([\w.$-]+)[ \t]*:?=[ \t]*)(\S.*)$/gm;
const jsonField = /("([\w.-]+)"\s*:\s*")((?:[^"\\]|\\.)*)(")/g;
const formField = /((?:^|[?&;\s"'])([\w.[\]-]+)=)([^&#\s"'<>;]+)/gm;
const partOfForm = /(\bname="([^"\n]+)"[^\n]*\n(?:[^\n]+\n)*\n)([\s\S]*?)(?=\n--|$)/g;
const preset = /(\{\{\s*\$password\b[^}]*?\$value:\s*)([^}]*?)(\s*\}\})/g;
const userInfo = /(\b[a-z][a-z0-9+.-]*:\/\/)([^/?#\s@"']*)@/gi;
const reference = /\{\{[^{}]*\}\}/g;

/**
 * Text of a `.http` file that is to be kept: every secret that is typed into it masked, every `{{name}}` left as
 * it is. A secret is what stands in a credential header, in a variable, field or parameter with a secret's name,
 * in an address's user info or as the preset of a hidden question, and each of `secrets` wherever it stands.
 * Masking again changes nothing.
 */
export function maskWritten(text: string, secrets: readonly string[]): string {
  const masked = text
    .replace(preset, (_all, before: string, _value, after: string) => `${before}${mask}${after}`)
    .replace(headerLine, (all: string, before: string, name: string, value: string) =>
      isSecretHeader(name.toLowerCase()) ? before + maskCredential(name, value) : all,
    )
    .replace(variableLine, ifSecret(isSecretName))
    .replace(jsonField, ifSecret(isSecretName))
    .replace(formField, ifSecret(isSecretField))
    .replace(partOfForm, ifSecret(isSecretField))
    .replace(userInfo, (_all, scheme: string, value: string) => `${scheme}${maskLiterals(value)}@`);
  return outsideReferences(masked, literal => redactSignatures(redactText(literal, secrets, '')));
}

/** Whether something in the text was masked, so that it cannot be sent again as it stands. */
export function isMasked(text: string): boolean {
  return text.includes(mask);
}

/** `project[token]` is named for its last part. */
function isSecretField(name: string): boolean {
  return isSecretName(name.replaceAll(/[[\]]+$/g, ''));
}

function ifSecret(isSecret: (name: string) => boolean) {
  return (all: string, before: string, name: string, value: string, after: unknown): string =>
    isSecret(name) ? `${before}${maskLiterals(value)}${typeof after === 'string' ? after : ''}` : all;
}

/** The scheme of an `Authorization` is no secret. */
function maskCredential(name: string, value: string): string {
  if (!/authorization$/i.test(name)) return maskLiterals(value);
  const [, scheme = '', rest = ''] = /^([A-Za-z]+[ \t]+)(.*)$/s.exec(value) ?? [];
  return rest === '' ? maskLiterals(value) : scheme + maskLiterals(rest);
}

/** What stands between references, without the blanks around it. */
function maskLiterals(value: string): string {
  return outsideReferences(value, literal => literal.replace(/\S(?:[\s\S]*\S)?/, mask));
}

function outsideReferences(text: string, change: (literal: string) => string): string {
  let changed = '';
  let from = 0;
  for (const { index, 0: found } of text.matchAll(reference)) {
    changed += change(text.slice(from, index)) + found;
    from = index + found.length;
  }
  return changed + change(text.slice(from));
}
