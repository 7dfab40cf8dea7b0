import { deepEqual, equal, ok } from 'node:assert/strict';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import { followUps, type UploadedFile } from '../../../src/vscode/uploads/followUp.ts';
import { uploadText } from '../../../src/vscode/uploads/uploadText.ts';

const plan: UploadedFile = { name: 'plan.pdf', contentType: 'application/pdf', id: '01JABC', unified: false };
const photo: UploadedFile = { name: 'a.jpg', contentType: 'image/jpeg', id: '01JDEF', unified: false };
const kinds = (...files: readonly UploadedFile[]) => followUps(files).map(({ kind }) => kind);
const textOf = (kind: string, ...files: readonly UploadedFile[]) =>
  followUps(files).find(each => each.kind === kind)?.text ?? '';

describe('What an uploaded file can become', () => {
  it('is offered as far as it fits', () => {
    deepEqual(kinds(plan), ['variable', 'file']);
    deepEqual(kinds(photo), ['variable', 'file', 'photo']);
    deepEqual(kinds(photo, plan), ['variable', 'file']);
    deepEqual(kinds({ ...plan, unified: true }), ['variable', 'document']);
  });

  it('is a variable for each id, counted where there are several', () => {
    equal(textOf('variable', plan, photo), '# plan.pdf\n@uploadId = 01JABC\n# a.jpg\n@uploadId2 = 01JDEF\n');
  });

  for (const [kind, file] of [
    ['file', plan],
    ['photo', photo],
    ['document', { ...plan, unified: true }],
  ] as const) {
    it(`is a ${kind} by requests that can be sent as they stand`, () => {
      const odd = { ...file, name: `{{x}} "quoted" ### ${file.name}` };
      for (const files of [[file], [file, odd]]) {
        const { requests, problems, variables } = parseHttpFile(textOf(kind, ...files));
        deepEqual(problems, []);
        equal(requests.length, files.length * (kind === 'document' ? 2 : 1));
        equal(variables.length, files.length);
        for (const { body } of requests) ok(!body?.text?.includes('{{x}}'));
      }
    });
  }

  it('takes the id from the variable', () => {
    ok(textOf('file', plan).includes('"upload_uuid": "{{uploadId}}"'));
    ok(textOf('photo', photo).includes('"project_id": {{$procore.projectId}}'));
    ok(
      textOf('document', { ...plan, unified: true }).includes(
        '"id": "{{documentUpload.response.body.$.data[0].id}}"',
      ),
    );
  });
});

describe('The progress of an upload', () => {
  it('is told in megabytes, or bytes where it is little', () => {
    deepEqual(
      [
        uploadText({ phase: 'sending', bytes: 12e6, total: 300e6 }),
        uploadText({ phase: 'reading', bytes: 150e6, total: 300e6 }),
        uploadText({ phase: 'sending', bytes: 0, total: 0 }),
        uploadText({ phase: 'finishing', bytes: 5, total: 5 }),
      ],
      [
        '12.0 of 300.0 MB (4 %)',
        'computing its sums, 150.0 of 300.0 MB (50 %)',
        '0 of 0 bytes (100 %)',
        'finishing',
      ],
    );
  });
});
