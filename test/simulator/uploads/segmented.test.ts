import assert from 'node:assert/strict';
import type { Answer } from '../client.ts';
import { announced, company, fileOf, project, sum, type UploadClient, withUploads } from './client.ts';

const uploads = `/rest/v1.1/companies/${company}/uploads`;
const file = fileOf(8_829_449);
const parts = [file.subarray(0, 6_000_000), file.subarray(6_000_000)];

interface Segment {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly etag?: string;
}

interface Created {
  readonly uuid: string;
  readonly status: string;
  readonly segments: readonly Segment[];
}

async function create(client: UploadClient): Promise<Created> {
  const answer = await client.api(`POST ${uploads}`, {
    response_filename: 'walk.mp4',
    segments: parts.map(announced),
  });
  assert.equal(answer.status, 201, answer.text);
  return answer.json as Created;
}

function put(segment: Segment | undefined, part: Buffer = Buffer.alloc(0), headers = {}): Promise<Response> {
  const body = new Uint8Array(part);
  return fetch(segment?.url ?? '', { method: 'PUT', body, headers: { ...segment?.headers, ...headers } });
}

function complete(client: UploadClient, uuid: string, etags: readonly (string | null)[]): Promise<Answer> {
  return client.api(`PATCH ${uploads}/${uuid}`, { segments: etags.map(etag => ({ etag })) });
}

async function codeOf(response: Response): Promise<string> {
  return `${response.status} ${/<Code>(.*?)<\/Code>/.exec(await response.text())?.[1]}`;
}

describe('a segmented upload', () => {
  it('is put part by part with the signed headers, completed by ETags, and attached', async () => {
    await withUploads(async client => {
      const { uuid, status, segments } = await create(client);
      assert.equal(status, 'ready');
      assert.deepEqual(segments[0]?.headers, {
        'x-amz-content-sha256': sum('sha256', parts[0] ?? file),
        'content-length': '6000000',
        'content-md5': Buffer.from(sum('md5', parts[0] ?? file), 'hex').toString('base64'),
      });
      const stored = await Promise.all(segments.map((segment, index) => put(segment, parts[index])));
      assert.deepEqual(
        stored.map(one => [one.status, one.headers.get('etag')]),
        parts.map(part => [200, `"${sum('md5', part)}"`]),
      );
      const answer = await complete(
        client,
        uuid,
        stored.map(one => one.headers.get('etag')),
      );
      assert.equal(answer.status, 200, answer.text);
      const done = answer.json as Created;
      assert.deepEqual([done.status, done.segments[1]?.etag], ['complete', sum('md5', parts[1] ?? file)]);
      const attached = await client.api(`POST /rest/v1.0/files?project_id=${project}`, {
        file: { upload_uuid: uuid },
      });
      const { name, size } = attached.json as { name: string; size: number };
      assert.deepEqual([attached.status, name, size], [201, 'walk.mp4', file.length]);
    });
  });

  it('refuses a part that differs from what was announced', async () => {
    await withUploads(async client => {
      const { segments } = await create(client);
      const other = Buffer.from(parts[0] ?? file);
      other[0] = 0;
      assert.equal(await codeOf(await put(segments[0], other)), '400 XAmzContentSHA256Mismatch');
      const { 'content-length': _, ...headers } = segments[0]?.headers ?? {};
      const shorter = await put({ url: segments[0]?.url ?? '', headers }, parts[1]);
      assert.equal(await codeOf(shorter), '403 SignatureDoesNotMatch');
    });
  });

  it('refuses a part without its signed headers, with a token, or at a changed address', async () => {
    await withUploads(async client => {
      const [segment] = (await create(client)).segments;
      const bare = await fetch(segment?.url ?? '', { method: 'PUT', body: new Uint8Array(parts[0] ?? file) });
      assert.equal(await codeOf(bare), '403 SignatureDoesNotMatch');
      const token = await put(segment, parts[0], { authorization: 'Bearer secret' });
      assert.equal(await codeOf(token), '400 InvalidArgument');
      const moved = segment && { ...segment, url: segment.url.replace('partNumber=1', 'partNumber=2') };
      assert.equal(await codeOf(await put(moved, parts[0])), '403 SignatureDoesNotMatch');
    });
  });

  it('is too late for storage after an hour', async () => {
    await withUploads(async client => {
      const { segments } = await create(client);
      client.clock.now += 3_600_001;
      assert.equal(await codeOf(await put(segments[1], parts[1])), '403 AccessDenied');
    });
  });

  it('is complete only with all ETags, in order', async () => {
    await withUploads(async client => {
      const { uuid, segments } = await create(client);
      const etags = parts.map(part => sum('md5', part));
      await put(segments[0], parts[0]);
      const early = await complete(client, uuid, etags);
      assert.equal(early.status, 422);
      assert.deepEqual(early.json, { errors: { segments: ['2: nothing was uploaded'] } });
      await put(segments[1], parts[1]);
      const turned = await complete(client, uuid, etags.toReversed());
      assert.equal(turned.status, 422);
      const one = await complete(client, uuid, etags.slice(0, 1));
      assert.deepEqual(one.json, {
        errors: { segments: ['segments must be 2, in the order of the segments'] },
      });
      assert.equal((await complete(client, uuid, etags)).status, 200);
    });
  });

  it('is 410 where it has expired before it is completed', async () => {
    await withUploads(async client => {
      const { uuid } = await create(client);
      await client.once('upload-expired');
      assert.equal((await complete(client, uuid, [])).status, 410);
      client.clock.now += 7 * 86_400_000;
      assert.equal((await complete(client, uuid, [])).status, 410);
    });
  });

  it('can lose a part on the way, which may be sent again', async () => {
    await withUploads(async client => {
      const { segments } = await create(client);
      await client.once('storage-damage');
      assert.equal(await codeOf(await put(segments[1], parts[1])), '400 BadDigest');
      assert.equal((await put(segments[1], parts[1])).status, 200);
    });
  });

  it('has segments of 5 MiB to 5 GiB, the last one smaller, with their sums', async () => {
    await withUploads(async client => {
      const [part] = parts.map(announced);
      const refused = async (segments: readonly unknown[]) => {
        const answer = await client.api(`POST ${uploads}`, { segments });
        return [answer.status, answer.json];
      };
      assert.deepEqual(await refused([{ ...part, size: 5_000_000 }, part]), [
        400,
        { errors: { segments: ['1: size must be at least 5242880'] } },
      ]);
      assert.deepEqual(await refused([{ ...part, size: 2 ** 33 }]), [
        400,
        { errors: { segments: ['1: size can be at most 5368709120'] } },
      ]);
      assert.deepEqual(await refused([{ ...part, sha256: 'abc' }]), [
        400,
        { errors: { segments: ['1: sha256 must be 64 hexadecimal digits'] } },
      ]);
    });
  });
});
