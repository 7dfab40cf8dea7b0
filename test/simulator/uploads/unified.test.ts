import assert from 'node:assert/strict';
import { openSimulator } from '../client.ts';
import { announced, company, fileOf, project, sum, type UploadClient, withUploads } from './client.ts';

const uploads = `/rest/v2.1/companies/${company}/projects/${project}/uploads`;
const file = fileOf(8_829_449);
const parts = [file.subarray(0, 6_000_000), file.subarray(6_000_000)];
const body = {
  file_name: 'walk 1/2.mp4',
  file_size: file.length,
  content_type: 'video/mp4',
  sha256: sum('sha256', file),
  segments: parts.map(announced),
};

interface Created {
  readonly upload_id: string;
  readonly status: string;
  readonly upload_expires_at: number;
  readonly sanitized_file_name: string;
  readonly segments: readonly {
    readonly url: string;
    readonly url_expires_at: number;
    readonly headers: Readonly<Record<string, string>>;
  }[];
}

async function call(client: UploadClient, target: string, sent?: unknown): Promise<Created> {
  const answer = await client.api(target, sent);
  assert.ok(answer.status < 300, answer.text);
  return (answer.json as { data: Created }).data;
}

function put(
  segment: Created['segments'][number] | undefined,
  part: Buffer = Buffer.alloc(0),
): Promise<Response> {
  return fetch(segment?.url ?? '', {
    method: 'PUT',
    body: new Uint8Array(part),
    headers: { ...segment?.headers },
  });
}

describe('a unified upload', () => {
  it('goes from ready over receiving and complete to available, and is then attached', async () => {
    await withUploads(async client => {
      const created = await call(client, `POST ${uploads}`, body);
      const { upload_id: id, segments } = created;
      assert.equal(created.status, 'ready');
      assert.equal(created.upload_expires_at, client.clock.now / 1000 + 86_400);
      assert.deepEqual(segments[1]?.headers, { 'Content-Length': '2829449' });
      const first = await put(segments[0], parts[0]);
      assert.equal(first.headers.get('etag'), `"${sum('md5', parts[0] ?? file)}"`);
      const etags = parts.map(part => sum('md5', part));
      const half = await call(client, `PATCH ${uploads}/${id}`, { part_etags: [etags[0], null] });
      assert.deepEqual([half.status, half.segments.length], ['receiving', 1]);
      await put(segments[1], parts[1]);
      const whole = await call(client, `PATCH ${uploads}/${id}`, { part_etags: etags });
      assert.deepEqual([whole.status, whole.segments], ['complete', []]);
      const incident = { incident: { title: 'Slip', upload_ids: [id] } };
      const early = await client.api(`POST /rest/v1.0/projects/${project}/incidents`, incident);
      assert.equal(early.status, 422);
      client.clock.now += 1000;
      const shown = await call(client, `GET ${uploads}/${id}`);
      assert.deepEqual([shown.status, shown.sanitized_file_name], ['available', 'walk 1_2.mp4']);
      const attached = await client.api(`POST /rest/v1.0/projects/${project}/incidents`, incident);
      assert.equal(attached.status, 201, attached.text);
    });
  });

  it('gives fresh addresses for what is missing when it is asked after an hour', async () => {
    await withUploads(async client => {
      const { upload_id: id, segments } = await call(
        client,
        `POST /rest/v2.1/companies/${company}/uploads`,
        body,
      );
      await put(segments[0], parts[0]);
      client.clock.now += 3_600_001;
      assert.equal((await put(segments[1], parts[1])).status, 403);
      const shown = await call(client, `GET /rest/v2.1/companies/${company}/uploads/${id}`);
      assert.deepEqual([shown.status, shown.segments.length], ['receiving', 1]);
      assert.equal((await put(shown.segments[0], parts[1])).status, 200);
    });
  });

  it('leaves the older addresses as they are when it gives fresh ones', async () => {
    await withUploads(async client => {
      const { upload_id: id, segments } = await call(client, `POST ${uploads}`, body);
      client.clock.now += 60_000;
      await call(client, `GET ${uploads}/${id}`);
      assert.equal((await put(segments[0], parts[0])).status, 200);
      client.clock.now += 3_540_001;
      assert.equal((await put(segments[1], parts[1])).status, 403);
    });
  });

  it('refuses a part that is not what was announced, or comes with a token', async () => {
    await withUploads(async client => {
      const { segments } = await call(client, `POST ${uploads}`, body);
      const other = Buffer.from(parts[1] ?? file);
      other[0] = 0;
      assert.match(await (await put(segments[1], other)).text(), /XAmzContentSHA256Mismatch/);
      const headers = { ...segments[1]?.headers, authorization: 'Bearer secret' };
      const sent = { method: 'PUT', body: new Uint8Array(parts[1] ?? file), headers };
      assert.equal((await fetch(segments[1]?.url ?? '', sent)).status, 400);
    });
  });

  it('stays complete while it is being processed', async () => {
    await withUploads(async client => {
      const small = { ...body, file_size: 2_829_449, segments: [announced(parts[1] ?? file)] };
      const { upload_id: id, segments } = await call(client, `POST ${uploads}`, small);
      await put(segments[0], parts[1]);
      await call(client, `PATCH ${uploads}/${id}`, { part_etags: [sum('md5', parts[1] ?? file)] });
      client.clock.now += 5000;
      await client.once('upload-processing');
      assert.equal((await call(client, `GET ${uploads}/${id}`)).status, 'complete');
      assert.equal((await call(client, `GET ${uploads}/${id}`)).status, 'available');
    });
  });

  it('is deleted after a day unless a record has it', async () => {
    await withUploads(async client => {
      const { upload_id: id } = await call(client, `POST ${uploads}`, body);
      client.clock.now += 86_400_000;
      assert.equal((await client.api(`GET ${uploads}/${id}`)).status, 404);
      assert.equal((await client.api(`PATCH ${uploads}/${id}`, { part_etags: [null, null] })).status, 410);
    });
  });

  it('names what is wrong with its creation, in the envelope of v2', async () => {
    await withUploads(async client => {
      const wrong = async (changes: object) => {
        const answer = await client.api(`POST ${uploads}`, { ...body, ...changes });
        const { error } = answer.json as { error: { code: string; details: { source: string }[] } };
        return [answer.status, error.code, error.details.map(({ source }) => source)];
      };
      assert.deepEqual(await wrong({ sha256: undefined, file_name: '' }), [
        400,
        'BAD_REQUEST',
        ['file_name', 'sha256'],
      ]);
      assert.deepEqual(await wrong({ file_size: 1 }), [400, 'BAD_REQUEST', ['segments']]);
      const large = [{ ...announced(file), size: 2 ** 27 }];
      assert.deepEqual(await wrong({ segments: large, file_size: 2 ** 27 }), [
        400,
        'BAD_REQUEST',
        ['segments'],
      ]);
    });
  });
});

describe('an upload of Document Management', () => {
  const documents = `/rest/v2.0/companies/${company}/projects/${project}/document_management/document_uploads`;
  const small = { ...body, file_size: 2_829_449, segments: [announced(parts[1] ?? file)] };

  async function available(client: UploadClient): Promise<string> {
    const { upload_id: id, segments } = await call(client, `POST ${uploads}`, small);
    await put(segments[0], parts[1]);
    await call(client, `PATCH ${uploads}/${id}`, { part_etags: [sum('md5', parts[1] ?? file)] });
    client.clock.now += 1000;
    return id;
  }

  async function created(client: UploadClient): Promise<readonly string[]> {
    const entry = { file_name: 'walk.mp4', mime_type: 'video/mp4' };
    const answer = await client.api(`POST ${documents}`, { uploads: [entry, entry] });
    assert.equal(answer.status, 201, answer.text);
    return (answer.json as { data: { id: string }[] }).data.map(({ id }) => id);
  }

  const completing = (client: UploadClient, entries: readonly (readonly [string, string?])[]) =>
    client.api(`PATCH ${documents}`, {
      update_params: entries.map(([id, file_upload_id]) => ({
        id,
        file_upload_id,
        upload_status: 'COMPLETED',
      })),
    });

  it('takes a unified upload, fails by entry in a 207 and drops unknown ids', async () => {
    await withUploads(async client => {
      const id = await available(client);
      const [first = '', second = ''] = await created(client);
      assert.equal((await client.api(`GET ${documents}/${first}`)).status, 404);
      const { upload_id: unsent } = await call(client, `POST ${uploads}`, small);
      const unknown = '01JDXMPK0MTP0H41D4PYZ62R6R';
      const answer = await completing(client, [
        [first, id],
        [second, unsent],
        [unknown, id],
      ]);
      assert.equal(answer.status, 207, answer.text);
      assert.deepEqual(answer.json, {
        data: {
          success: [{ id: first }],
          failed: [{ id: second, code: 404, message: 'File not found in storage' }],
        },
      });
      const shown = await client.api(`GET ${documents}/${first}`);
      assert.match(shown.text, /"upload_status":"COMPLETED".*"latest_event_id":"[0-9A-Z]{26}"/);
      client.clock.now += 86_400_000;
      assert.equal((await call(client, `GET ${uploads}/${id}`)).status, 'available');
    });
  });

  it('is refused as a whole with 500 without a file, or with one that another has', async () => {
    await withUploads(async client => {
      const id = await available(client);
      const [first = '', second = ''] = await created(client);
      assert.equal((await completing(client, [[first]])).status, 500);
      assert.equal((await completing(client, [[first, id]])).status, 207);
      assert.equal((await completing(client, [[second, id]])).status, 500);
    });
  });
});

describe('an upload', () => {
  it('is only of use to the user who created it', async () => {
    const client = await openSimulator();
    const created = await client.api('POST /rest/v1.0/projects/310512/uploads', { body: {} });
    const { uuid } = created.json as { uuid: string };
    const target = `GET /rest/v1.1/projects/310512/uploads/${uuid}`;
    assert.equal((await client.api(target)).status, 200);
    assert.equal((await client.api(target, { as: 'sam' })).status, 403);
    assert.equal((await client.api(target.replace('v1.1', 'v1.0'))).status, 200);
    assert.equal((await client.api(`GET ${uploads}/${uuid}`)).status, 404);
  });
});
