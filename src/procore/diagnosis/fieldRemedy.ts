/**
 * What to do about one field, by what the server says of it: Rails' own words for its checks, and the few of
 * Procore's that are known [live] [inferred]. `near`: what the body has in its place, misspelt.
 */
export function fieldRemedy(field: string, message: string, near?: string): string {
  if (near !== undefined) return `Write ${field} where the body has ${near}.`;
  if (/time[ _]?zone/i.test(`${field} ${message}`)) {
    return `Give ${field} a time zone name from Procore's list, such as US/Pacific.`;
  }
  if (/blank|required|missing|empty/i.test(message)) return `Give ${field} a value.`;
  if (/too long|maximum/i.test(message)) return `Shorten ${field}.`;
  if (/too short|minimum/i.test(message)) return `Make ${field} longer.`;
  if (/included in the list|invalid/i.test(message))
    return `Give ${field} a value of the kind that the API reference lists.`;
  if (/taken|unique|exists/i.test(message)) return `Give ${field} a value that no other record has.`;
  return `Correct ${field}${message === '' ? '' : `: ${message.replace(/\.$/, '')}`}.`;
}
