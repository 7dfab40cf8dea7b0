import type { FaultName, Faults } from '../faults.ts';
import { type Refusal, refuse, refuseFields, refuseWithText } from '../refusal.ts';
import type { ApiCall } from './call.ts';
import { isIdentityCall } from './companyHeader.ts';

interface FaultyAnswer {
  readonly fault: FaultName;
  /** Reads are spared. */
  readonly writesOnly: boolean;
  /** About a record: the calls that tell who one is are spared. */
  readonly recordsOnly?: boolean;
  readonly refusal: Refusal;
}

const base = (text: string) => ({ base: [text] });

/**
 * Refusals that no state of the seed data leads to. Source: Procore documentation, "Troubleshooting",
 * "Error reference", "Using sync actions" [doc] [oas]; wording [assumed] but for "Entity with this ID not
 * found" [doc].
 */
const faultyAnswers: readonly FaultyAnswer[] = [
  { fault: 'server-error', writesOnly: false, refusal: refuseWithText(500, 'Internal Server Error') },
  { fault: 'request-timeout', writesOnly: false, refusal: refuseWithText(408, 'Request Timeout') },
  { fault: 'bad-request', writesOnly: false, refusal: refuseWithText(400, 'Bad Request') },
  {
    fault: 'not-found-or-hidden',
    writesOnly: false,
    recordsOnly: true,
    refusal: refuseWithText(404, 'Not Found'),
  },
  {
    fault: 'unprocessable-field',
    writesOnly: true,
    refusal: refuseFields(422, { name: ["can't be blank"], due_date: ['is not a valid date'] }),
  },
  {
    fault: 'record-locked-by-erp',
    writesOnly: true,
    refusal: refuseFields(422, base('This record is locked because it is synced with an ERP system.')),
  },
  {
    fault: 'origin-id-taken',
    writesOnly: true,
    refusal: refuseFields(422, { origin_id: ['has already been taken'] }),
  },
  {
    fault: 'reference-missing',
    writesOnly: true,
    refusal: refuseFields(422, { id: ['Entity with this ID not found'] }),
  },
  {
    fault: 'invalid-status-transition',
    writesOnly: true,
    refusal: refuseFields(422, { status: ['cannot transition from closed to draft'] }),
  },
  {
    fault: 'conflict',
    writesOnly: true,
    refusal: refuse(
      409,
      { errors: base('The record is being changed by someone else.'), error_type: 'conflict' },
      [{ message: 'The record is being changed by someone else.' }],
      'fault conflict',
    ),
  },
  { fault: 'payload-too-large', writesOnly: true, refusal: refuseWithText(413, 'Payload Too Large') },
];

/** The refusal of the first such fault that is on; `undefined`: none applies to this call. */
export function faultyAnswer(call: ApiCall, faults: Faults): Refusal | undefined {
  if (!faults.any()) return undefined;
  const writes = call.method !== 'GET';
  const applies = ({ writesOnly, recordsOnly }: FaultyAnswer) =>
    (writes || !writesOnly) && !(recordsOnly && isIdentityCall(call));
  return faultyAnswers.find(answer => applies(answer) && faults.take(answer.fault))?.refusal;
}
