/** A file that Procore has and that no record has taken yet. */
export interface UploadedFile {
  readonly name: string;
  readonly contentType: string;
  readonly id: string;
  readonly unified: boolean;
}

/** A request that makes something of uploaded files. */
export interface FollowUp {
  readonly kind: 'variable' | 'file' | 'photo' | 'document';
  readonly title: string;
  readonly text: string;
}

/**
 * What can be done with uploads: their ids as variables, files in Documents, photos, and revisions of Document
 * Management. Source: Procore API reference, "Project Folders and Files", "Images"; Procore documentation,
 * "Working with file attachments", "Document Management technical guide" [doc].
 */
export function followUps(files: readonly UploadedFile[]): readonly FollowUp[] {
  const variables = files
    .map(({ id, name }, index) => `# ${oneLine(name)}\n@${nameOf(index)} = ${id}\n`)
    .join('');
  const requests = (title: string, text: (file: UploadedFile, index: number) => string) =>
    `${variables}\n${files.map((file, index) => `### ${title} ${oneLine(file.name)}\n${text(file, index)}`).join('\n')}`;
  const all: FollowUp[] = [{ kind: 'variable', title: 'POST', text: variables }];
  if (files.some(({ unified }) => unified)) {
    all.push({
      kind: 'document',
      title: 'POST document_uploads',
      text: requests('New document', documentOf),
    });
    return all;
  }
  all.push({ kind: 'file', title: 'POST files', text: requests('New file', fileOf) });
  if (files.every(({ contentType }) => contentType.startsWith('image/')))
    all.push({ kind: 'photo', title: 'POST images', text: requests('New photo', photoOf) });
  return all;
}

/** One upload has a plain name, several are counted. */
export function nameOf(index: number): string {
  return index === 0 ? 'uploadId' : `uploadId${index + 1}`;
}

function fileOf({ name }: UploadedFile, index: number): string {
  const file = { parent_id: 0, name, upload_uuid: `{{${nameOf(index)}}}` };
  return `# parent_id: the folder that the file goes into, see GET /rest/v1.0/folders
POST /rest/v1.0/files?project_id={{$procore.projectId}}
${json({ file })}`;
}

function photoOf({ name }: UploadedFile, index: number): string {
  const image = { image_category_id: 0 };
  const body = {
    project_id: '{{$procore.projectId}}',
    image_name: name,
    upload_uuid: `{{${nameOf(index)}}}`,
    image,
  };
  return `# image_category_id: the album, see GET /rest/v1.0/image_categories
POST /rest/v1.0/images
${json(body).replace('"{{$procore.projectId}}"', '{{$procore.projectId}}')}`;
}

/** Two requests: the second has what the first was answered. */
function documentOf({ name, contentType }: UploadedFile, index: number): string {
  const path =
    '/rest/v2.0/companies/{{$procore.companyId}}/projects/{{$procore.projectId}}/document_management/document_uploads';
  const request = index === 0 ? 'documentUpload' : `documentUpload${index + 1}`;
  const created = { uploads: [{ file_name: name, mime_type: contentType }] };
  const id = `{{${request}.response.body.$.data[0].id}}`;
  const done = {
    update_params: [{ id, file_upload_id: `{{${nameOf(index)}}}`, upload_status: 'COMPLETED' }],
  };
  return `# @name ${request}\nPOST ${path}\n${json(created)}\n### Link ${oneLine(name)} to it\nPATCH ${path}\n${json(done)}`;
}

/** A name is text and no place for a variable, so its braces are written as escapes. */
function json(body: unknown): string {
  const text = JSON.stringify(body, undefined, 2).replaceAll(
    /\{\{(?!(?:uploadId\d*|\$procore\.\w+|documentUpload\d*\.response[^{}]*)\}\})/g,
    '{\\u007b',
  );
  return `Content-Type: application/json\n\n${text}\n`;
}

/** For a comment or a title: no line of its own, no variable, no flag. */
function oneLine(name: string): string {
  return name
    .replaceAll(/\p{Cc}+/gu, ' ')
    .replaceAll('{{', '{ {')
    .replace(/^[@#\s]+/, '');
}
