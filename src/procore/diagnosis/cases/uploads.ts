import { header, headerValue } from '../../headers.ts';
import { type DiagnosisCase, type Finding, sentences } from '../case.ts';
import type { Evidence } from '../evidence.ts';
import { page } from '../pages.ts';
import { serverSaid } from '../words.ts';

/** "Direct file uploads": an Authorization header on the storage call is an error [doc]. */
export const storageAuthorization: DiagnosisCase = {
  id: 'storage-authorization',
  title: 'A token was sent to the storage host',
  link: page.uploads,
  recognise(seen) {
    const authorization = headerValue(seen.input.request.headers, header.authorization)?.trim() ?? '';
    if (!seen.storage || !seen.failed || seen.status >= 500 || authorization === '') return undefined;
    return {
      certainty: 'known',
      cause: sentences(
        'The signed address is the permission to upload; with an Authorization header beside it, storage refuses the call.',
        serverSaid(seen.error),
      ),
      actions: [{ kind: 'removeAuthorization' }],
      fields: [{ name: 'Authorization', message: '', header: header.authorization }],
      remedies: [
        'Send the storage call without Authorization and without Procore-Company-Id.',
        'Send only what the upload asks for: its fields with the file last, or the headers of its segment.',
        'The token has now been shown to a host that is not Procore: revoke it if that host is not the storage that Procore named.',
      ],
    };
  },
};

/** "Direct file uploads": begin within an hour, else 403 from storage [doc]; 410 on completing [oas]. */
export const uploadExpired: DiagnosisCase = {
  id: 'upload-expired',
  title: 'The upload has expired',
  link: page.uploads,
  recognise(seen) {
    const gone = seen.api && seen.status === 410 && /\/uploads(?:\/|$)/.test(seen.path);
    const refused = seen.storage && (seen.status === 403 || seen.status === 410);
    if (!gone && !refused) return storageRefusal(seen);
    if (headerValue(seen.input.request.headers, header.authorization) !== undefined && refused)
      return undefined;
    if (refused && seen.error.codes.includes('SignatureDoesNotMatch')) return notAsSigned(seen);
    if (refused && isPolicyRefusal(seen)) return notAsThePolicySays(seen);
    return {
      certainty: 'known',
      cause: sentences(
        gone
          ? 'Procore no longer has this upload.'
          : 'Storage takes an upload only for an hour after it was created, and only as it was signed.',
        serverSaid(seen.error),
      ),
      actions: [{ kind: 'uploadAgain' }],
      remedies: [
        'Create the upload again and send the file at once.',
        'Use address, fields and headers of the upload unchanged; they differ from upload to upload.',
        'Attach a finished upload soon: an unattached one is deleted, and only the user who created it may use it.',
      ],
    };
  },
};

/** The signature covers method, size, checksum and named headers; an hour that is over has a text of its own. */
function notAsSigned({ error }: Evidence): Finding {
  return {
    certainty: 'known',
    title: 'The file was not sent as it was signed',
    cause: sentences(
      'The signature of the address covers method, size, checksum and some headers, and one of them is not what was sent.',
      serverSaid(error),
    ),
    actions: [{ kind: 'uploadAgain' }],
    remedies: [
      'Send it with PUT and the headers that the upload lists for this segment, such as x-amz-content-sha256, unchanged.',
      'Check that the file has the size and the sha256 that the upload was created with; a changed file needs a new upload.',
      'Use the address as it came: nothing encoded again, nothing cut off.',
    ],
  };
}

/** An hour that is over is told in the same words, but for its end: "Policy expired." (Amazon S3) [doc]. */
function isPolicyRefusal({ error }: Evidence): boolean {
  const said = error.message ?? '';
  return /according to policy/i.test(said) && !/expired/i.test(said);
}

/** The policy of a direct upload covers each of its fields, and storage ignores what comes after the file. */
function notAsThePolicySays({ error }: Evidence): Finding {
  return {
    certainty: 'known',
    title: 'The form is not the one that was signed',
    cause: sentences(
      'Storage takes the form only with each of the fields that the upload lists, unchanged, and does not read what stands after the file.',
      serverSaid(error),
    ),
    actions: [{ kind: 'uploadAgain' }],
    remedies: [
      'Send every entry of fields as a part of multipart/form-data, with the value that came.',
      'Put the file last, as the part named file.',
    ],
  };
}

/** What else object storage refuses, in the XML of Amazon S3's error reference [doc]. */
function storageRefusal(seen: Evidence): Finding | undefined {
  const { error, storage, status } = seen;
  if (!storage || error.kind !== 'storage-xml') return undefined;
  if (headerValue(seen.input.request.headers, header.authorization) !== undefined) return undefined;
  if (status === 400 && error.codes.some(code => damageCodes.includes(code))) return damaged(seen);
  if (status === 400 && /exactly one file/i.test(error.message ?? '')) return withoutFile(seen);
  if (status === 404 && error.codes.includes('NoSuchUpload')) return noSuchUpload(seen);
  return status === 405 ? wrongMethod(seen) : undefined;
}

const damageCodes: readonly string[] = [
  'BadDigest',
  'IncompleteBody',
  'InvalidDigest',
  'XAmzContentSHA256Mismatch',
];

function damaged({ error }: Evidence): Finding {
  return {
    certainty: 'known',
    title: 'The file is not the one that was announced',
    cause: sentences(
      'Storage compares what comes with the size and the sums of the announcement, and they differ: other bytes were sent, or they were damaged on the way.',
      serverSaid(error),
    ),
    actions: [{ kind: 'uploadAgain' }],
    remedies: [
      'Send the segment again, exactly the bytes whose size, sha256 and md5 were announced; a line break at the end counts.',
      'If the file has changed, create the upload anew with its new size and sums.',
    ],
  };
}

function withoutFile({ error }: Evidence): Finding {
  return {
    certainty: 'known',
    title: 'The form has no file',
    cause: sentences('Storage takes a form with one file in it.', serverSaid(error)),
    remedies: [
      'Send multipart/form-data: every entry of fields as a part, unchanged, then the file as the last part, named file and with a filename.',
    ],
  };
}

function noSuchUpload({ error }: Evidence): Finding {
  return {
    certainty: 'known',
    title: 'The upload is over, or was never there',
    cause: sentences(
      'Storage knows no open upload at this address: it was completed, or its address was cut off or belongs to another one.',
      serverSaid(error),
    ),
    actions: [{ kind: 'uploadAgain' }],
    remedies: [
      'If it was completed, attach it: nothing more has to be sent.',
      'Otherwise create the upload again, and use its addresses as they came.',
    ],
  };
}

function wrongMethod({ error }: Evidence): Finding {
  return {
    certainty: 'known',
    title: 'Storage does not take this method here',
    cause: sentences('The address is signed for one method only.', serverSaid(error)),
    remedies: [
      'Send a segment with PUT, and a form with POST: the upload has segments in the one case, url and fields in the other.',
    ],
  };
}
