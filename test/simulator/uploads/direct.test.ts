import assert from 'node:assert/strict';
import type { Answer } from '../client.ts';
import { company, fileOf, project, sum, type UploadClient, withUploads } from './client.ts';

const uploads = `/rest/v1.1/projects/${project}/uploads`;
const files = `/rest/v1.0/files?project_id=${project}`;

interface Instructions {
  readonly uuid: string;
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly status: string;
}

async function create(client: UploadClient): Promise<Instructions> {
  const answer = await client.api(`POST ${uploads}`, {
    response_filename: 'plan.pdf',
    response_content_type: 'application/pdf',
  });
  assert.equal(answer.status, 201, answer.text);
  return answer.json as Instructions;
}

/** The form of a direct upload; `entries` replaces what the instructions say. */
function send(
  { url, fields }: Instructions,
  file: Buffer,
  more: {
    readonly entries?: Readonly<Record<string, string>>;
    readonly headers?: Record<string, string>;
  } = {},
): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...more.entries })) form.append(name, value);
  form.append('file', new Blob([new Uint8Array(file)]), 'plan.pdf');
  return fetch(url, { method: 'POST', body: form, ...(more.headers && { headers: more.headers }) });
}

function attach(client: UploadClient, upload_uuid: string): Promise<Answer> {
  return client.api(`POST ${files}`, { file: { name: 'Plan.pdf', upload_uuid } });
}

async function refusal(response: Response): Promise<string> {
  const text = await response.text();
  const [, code, message] = /<Code>(.*?)<\/Code><Message>(.*?)<\/Message>/.exec(text) ?? [];
  assert.equal(response.headers.get('content-type'), 'application/xml');
  return `${response.status} ${code}: ${message}`;
}

describe('a direct upload', () => {
  it('goes as a form to another port and becomes a file of the project', async () => {
    await withUploads(async client => {
      const file = fileOf(70_000);
      const instructions = await create(client);
      assert.notEqual(new URL(instructions.url).port, new URL(client.running.url).port);
      assert.deepEqual(Object.keys(instructions.fields), [
        'key',
        'Content-Type',
        'Content-Disposition',
        'policy',
        'x-amz-credential',
        'x-amz-algorithm',
        'x-amz-date',
        'x-amz-signature',
      ]);
      const stored = await send(instructions, file);
      assert.deepEqual([stored.status, stored.headers.get('etag')], [204, `"${sum('md5', file)}"`]);
      const shown = await client.api(`GET ${uploads}/${instructions.uuid}`);
      assert.equal((shown.json as Instructions).status, 'complete');
      const attached = await attach(client, instructions.uuid);
      assert.equal(attached.status, 201, attached.text);
      const { id, name, size } = attached.json as { id: number; name: string; size: number };
      assert.deepEqual([name, size], ['Plan.pdf', 70_000]);
      assert.match((await client.api(`GET /rest/v1.0/files/${id}?project_id=${project}`)).text, /Plan\.pdf/);
      assert.ok(client.log.some(line => /^204 POST http:\/\/127\.0\.0\.1:\d+\/pro-core\.com /.test(line)));
    });
  });

  it('of a company has addresses of the company', async () => {
    await withUploads(async client => {
      const answer = await client.api(`POST /rest/v1.0/companies/${company}/uploads`, {});
      assert.equal(answer.status, 201, answer.text);
      assert.match((answer.json as Instructions).fields['key'] ?? '', /^companies\/4264807\/[0-9A-Z]{26}$/);
    });
  });

  it('with a token is refused by storage, and can still be sent without', async () => {
    await withUploads(async client => {
      const instructions = await create(client);
      const refused = await send(instructions, fileOf(10), { headers: { authorization: 'Bearer secret' } });
      assert.match(await refusal(refused), /^400 InvalidArgument: Only one auth mechanism allowed/);
      assert.doesNotMatch(client.log.join('\n'), /secret/);
      assert.equal((await send(instructions, fileOf(10))).status, 204);
    });
  });

  it('must have every field as it was given, and the file last', async () => {
    await withUploads(async client => {
      const instructions = await create(client);
      const changed = await send(instructions, fileOf(10), { entries: { 'Content-Type': 'text/html' } });
      assert.match(await refusal(changed), /^403 AccessDenied: .*Policy Condition failed: Content-Type/);
      const form = new FormData();
      form.append('file', new Blob(['x']));
      for (const [name, value] of Object.entries(instructions.fields)) form.append(name, value);
      const fileFirst = await fetch(instructions.url, { method: 'POST', body: form });
      assert.match(await refusal(fileFirst), /^403 AccessDenied/);
      const empty = await fetch(instructions.url, { method: 'POST', body: new FormData() });
      assert.match(await refusal(empty), /^400 InvalidArgument: POST requires exactly one file/);
    });
  });

  it('is too late for storage after an hour', async () => {
    await withUploads(async client => {
      const instructions = await create(client);
      client.clock.now += 3_600_001;
      assert.match(
        await refusal(await send(instructions, fileOf(10))),
        /^403 AccessDenied: .*Policy expired/,
      );
    });
  });

  it('that is not there yet, or no upload at all, is refused by the record', async () => {
    await withUploads(async client => {
      const { uuid } = await create(client);
      const early = await attach(client, uuid);
      assert.equal(early.status, 422);
      assert.deepEqual(early.json, { errors: { upload_uuid: ['has not been uploaded'] } });
      assert.deepEqual((await attach(client, 'nonsense')).json, {
        errors: { upload_uuid: ['is not an upload'] },
      });
    });
  });

  it('is deleted after a week unless a record has it', async () => {
    await withUploads(async client => {
      const [kept, lost] = [await create(client), await create(client)];
      for (const one of [kept, lost]) await send(one, fileOf(10));
      await attach(client, kept.uuid);
      client.clock.now += 7 * 86_400_000;
      assert.equal((await client.api(`GET ${uploads}/${kept.uuid}`)).status, 200);
      assert.equal((await client.api(`GET ${uploads}/${lost.uuid}`)).status, 404);
      assert.equal((await attach(client, lost.uuid)).status, 422);
    });
  });

  it('becomes a photo, named in either of two ways', async () => {
    await withUploads(async client => {
      const named = { image_name: 'Wall.jpg', image: { description: 'North wall' } };
      for (const wrap of [
        (uuid: string) => ({ ...named, upload_uuid: uuid }),
        (uuid: string) => ({ ...named, upload: { uuid } }),
      ]) {
        const instructions = await create(client);
        const target = `POST /rest/v1.0/images?project_id=${project}`;
        assert.equal((await client.api(target, wrap(instructions.uuid))).status, 422);
        await send(instructions, fileOf(1234));
        const answer = await client.api(target, wrap(instructions.uuid));
        assert.equal(answer.status, 201, answer.text);
        const { size, description } = answer.json as { size: number; description: string };
        assert.deepEqual([size, description], [1234, 'North wall']);
      }
    });
  });

  it('stands as an attachment where a record takes several', async () => {
    await withUploads(async client => {
      const instructions = await create(client);
      await send(instructions, fileOf(10));
      const answer = await client.api(`POST /rest/v1.0/projects/${project}/incidents`, {
        incident: { title: 'Slip', upload_ids: [instructions.uuid] },
      });
      assert.equal(answer.status, 201, answer.text);
      const { attachments } = answer.json as { attachments: { filename: string; url: string }[] };
      assert.equal(attachments[0]?.filename, 'plan.pdf');
      assert.equal((await fetch(attachments[0]?.url ?? '')).status, 200);
      assert.equal((await fetch(`${attachments[0]?.url}0`)).status, 403);
    });
  });
});

describe('a fault of storage', () => {
  it('storage-unavailable is 503 with an XML error, and then all is well', async () => {
    await withUploads(async client => {
      const instructions = await create(client);
      await client.once('storage-unavailable');
      assert.match(await refusal(await send(instructions, fileOf(10))), /^503 SlowDown/);
      assert.equal((await send(instructions, fileOf(10))).status, 204);
    });
  });

  it('storage-reset drops the connection although the file is there', async () => {
    await withUploads(async client => {
      const instructions = await create(client);
      await client.once('storage-reset');
      await assert.rejects(send(instructions, fileOf(10)));
      assert.equal((await attach(client, instructions.uuid)).status, 201);
    });
  });

  it('upload-expired is 403 from storage', async () => {
    await withUploads(async client => {
      const instructions = await create(client);
      await client.once('upload-expired');
      assert.equal(
        await refusal(await send(instructions, fileOf(10))),
        '403 AccessDenied: Request has expired',
      );
    });
  });
});
