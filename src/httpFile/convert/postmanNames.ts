/** Postman's dynamic values that have a counterpart here; the others of its list have none. */
const dynamic: Readonly<Record<string, string>> = {
  $guid: '$guid',
  $randomUUID: '$uuid',
  $timestamp: '$timestamp',
  $isoTimestamp: '$isoTimestamp',
  $randomInt: '$randomInt',
  $randomEmail: '$random.email',
  $randomExampleEmail: '$random.email',
};

/** The name of a Postman variable as it may stand in a request file: without blanks and signs. */
export function variableNameOf(name: string): string {
  const words = name
    .trim()
    .split(/[^\p{L}\p{N}_.-]+/u)
    .filter(word => word !== '');
  const joined = words
    .map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');
  return /^[\p{L}\p{N}_]/u.test(joined) ? joined : `value${joined}`;
}

/** `text` with every `{{name}}` as it is called here; dynamic values without a counterpart go to `unknown`. */
export function withOurNames(text: string, unknown: Set<string>): string {
  return text.replaceAll(/\{\{([^{}\r\n]+)\}\}/g, (_all, said: string) => {
    const name = said.trim();
    if (!name.startsWith('$')) return `{{${variableNameOf(name)}}}`;
    const ours = Object.hasOwn(dynamic, name) ? dynamic[name] : undefined;
    if (ours === undefined) unknown.add(name);
    return `{{${ours ?? name}}}`;
  });
}
