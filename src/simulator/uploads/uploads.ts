import { createHmac } from 'node:crypto';
import type { Upload } from './upload.ts';

/** An upload that is done and that anybody may use, in every company, for demos and tests. */
export const exampleUploadId = '01J0EXAMP1E000000000000000';

/** Old uploads are forgotten beyond this, so that a long-running simulator keeps its size. */
const keptUploads = 5000;

/** What a client says of an upload that it begins. */
export type NewUpload = Pick<
  Upload,
  'flow' | 'owner' | 'companyId' | 'projectId' | 'name' | 'contentType' | 'asAttachment' | 'size' | 'parts'
>;

/** The uploads of one simulator: the API announces and completes them, storage receives them. */
export interface Uploads {
  create(asked: NewUpload): Upload;
  /** Also one that is long expired. */
  find(id: string): Upload | undefined;
  /** Keeps a new state of an upload and gives it back. */
  keep(upload: Upload): Upload;
  /** A fresh id for anything that has such ids. */
  newId(): string;
  /** What only this simulator can have written. */
  sign(text: string): string;
  /** Origin of the storage host, without a trailing slash. */
  readonly storageUrl: string;
}

/**
 * What uploads take of the world. `now` is in milliseconds since 1970; `randomHex` gives two digits for each
 * byte.
 */
export interface UploadsOptions {
  readonly now: () => number;
  readonly randomHex: (bytes: number) => string;
  /** Asked late: the storage host starts after the API. */
  readonly storageUrl: () => string;
}

/** No upload yet but the example, under a secret of its own. */
export function createUploads({ now, randomHex, storageUrl }: UploadsOptions): Uploads {
  const kept = new Map<string, Upload>();
  const secret = randomHex(32);
  const keep = (upload: Upload): Upload => {
    kept.set(upload.id, upload);
    return upload;
  };
  const newId = (): string => ulid(now(), randomHex(10));
  return {
    keep,
    newId,
    find: id => (id === exampleUploadId ? exampleUpload(now()) : kept.get(id)),
    create(asked) {
      const [oldest] = kept.size >= keptUploads ? kept.keys() : [];
      if (oldest !== undefined) kept.delete(oldest);
      const time = now();
      const id = newId();
      const fresh = { createdAt: time, signedAt: time, completedAt: undefined, attached: false };
      return keep({ ...asked, ...fresh, id });
    },
    sign: text => createHmac('sha256', secret).update(text).digest('hex'),
    get storageUrl() {
      return storageUrl();
    },
  };
}

function exampleUpload(now: number): Upload {
  return {
    id: exampleUploadId,
    flow: 'direct',
    owner: undefined,
    companyId: 0,
    projectId: undefined,
    name: 'example.pdf',
    contentType: 'application/pdf',
    asAttachment: false,
    size: 51_200,
    parts: [],
    createdAt: now,
    signedAt: now,
    completedAt: now,
    attached: false,
  };
}

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Ids look like Procore's: 26 letters, the first ten of the time. `random` is 20 hexadecimal digits. */
function ulid(time: number, random: string): string {
  let value = (BigInt(time) << 80n) | BigInt(`0x${random}`);
  let text = '';
  for (let index = 0; index < 26; index += 1) {
    text = `${letters[Number(value & 31n)] ?? ''}${text}`;
    value >>= 5n;
  }
  return text;
}
