import { answered, type Examples, wrote } from '../inputs.ts';

const storage = 'https://s3.us-west-2.amazonaws.com/bucket/key?X-Amz-Signature=***';
const storageError = (code: string, message: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;

export const uploads = {
  'storage-authorization': {
    storage: answered(
      `PUT ${storage}`,
      400,
      storageError('InvalidArgument', 'Only one auth mechanism allowed'),
      {
        headers: { authorization: 'Bearer ***' },
      },
    ),
    'without a body': answered('POST https://storage.procore.com/abc', 403, '', {
      headers: { authorization: 'Bearer ***' },
    }),
  },
  'upload-expired': {
    storage: answered(`PUT ${storage}`, 403, storageError('AccessDenied', 'Request has expired'), {
      headers: {},
    }),
    'a part of a unified upload, whose address looks like the API': answered(
      'PUT https://storage.procore.com/rest/v2.1/companies/42/projects/7/uploads/01J/parts/2?expires_at=1&user_id=3&sig=***',
      403,
      storageError('AccessDenied', 'Request has expired'),
      { headers: {} },
    ),
    'such a part on a host that nobody knows': answered(
      'PUT http://127.0.0.1:4100/rest/v2.1/companies/42/uploads/01J/parts/1?expires_at=1&user_id=3&sig=***',
      403,
      '',
      { headers: {} },
    ),
    'not as it was signed': answered(`PUT ${storage}`, 403, storageError('SignatureDoesNotMatch', 'x'), {
      headers: {},
    }),
    'a form without all of its fields': answered(
      'POST https://s3.us-west-2.amazonaws.com/bucket',
      403,
      storageError(
        'AccessDenied',
        'Invalid according to Policy: Policy Condition failed: ["eq", "$key", "x"]',
      ),
      { headers: {} },
    ),
    'a form whose hour is over': answered(
      'POST https://s3.us-west-2.amazonaws.com/bucket',
      403,
      storageError('AccessDenied', 'Invalid according to Policy: Policy expired.'),
      { headers: {} },
    ),
    'a form without a file': answered(
      'POST https://s3.us-west-2.amazonaws.com/bucket',
      400,
      storageError('InvalidArgument', 'POST requires exactly one file upload per request.'),
      { headers: {} },
    ),
    'other bytes than were announced': answered(
      `PUT ${storage}`,
      400,
      storageError('XAmzContentSHA256Mismatch', "The provided 'x-amz-content-sha256' header does not match."),
      { headers: {} },
    ),
    'a segment after the end': answered(
      `PUT ${storage}`,
      404,
      storageError('NoSuchUpload', 'The specified upload does not exist.'),
      { headers: {} },
    ),
    'another method than was signed': answered(
      `POST ${storage}`,
      405,
      storageError('MethodNotAllowed', 'The specified method is not allowed against this resource.'),
      { headers: {} },
    ),
    completing: wrote('PATCH /rest/v1.1/companies/42/uploads/01J', { segments: [] }, 410, {
      errors: 'Upload expired',
    }),
  },
} satisfies Examples;
