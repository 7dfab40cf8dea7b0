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
    if (!gone && !refused) return undefined;
    if (headerValue(seen.input.request.headers, header.authorization) !== undefined && refused)
      return undefined;
    if (refused && seen.error.codes.includes('SignatureDoesNotMatch')) return notAsSigned(seen);
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
