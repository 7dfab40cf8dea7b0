/** Requests in the file that the work of the language is measured on. */
export const largeCount = 10_000;

/**
 * A file of so many requests, about 245 characters and nine lines each: two file variables, every request
 * named, five references in each (`{{token}}` is not defined), every third with a JSON body that reads an
 * earlier answer.
 */
export function largeFile(count: number): string {
  const lines = ['@host = https://api.procore.com', '@company = 42', ''];
  for (let number = 1; number <= count; number++) {
    const writes = number % 3 === 0;
    const path = `/rest/v1.0/projects/${number}/rfis?company_id={{company}}`;
    lines.push(
      `### Request ${number}`,
      `# @name request${number}`,
      writes ? `POST {{host}}${path}` : `GET {{host}}${path}&page=1&per_page={{company}}`,
      'Authorization: Bearer {{token}}',
      'Procore-Company-Id: {{company}}',
      'Accept: application/json',
    );
    if (writes) {
      lines.push(
        'Content-Type: application/json',
        '',
        '{',
        `  "rfi": { "subject": "Number ${number}", "parent": "{{request${number - 1}.response.body.$.id}}" }`,
        '}',
      );
    }
    lines.push('', '');
  }
  return lines.join('\n');
}
