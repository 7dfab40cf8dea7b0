import { unpartedFields } from '../../formFields.ts';
import { type Finding, finding } from '../finding.ts';
import type { Seen } from '../seen.ts';

/** Fields of a form on lines of their own that no `&` parts. */
export function* unpartedForm({ segment, request }: Seen): Generator<Finding> {
  const [first] = unpartedFields(segment, request);
  if (first === undefined) return;
  yield finding(
    'form-field-unparted',
    'warning',
    first,
    'This line is sent as part of the value above it: nothing parts the fields. Put & before it, or at the end of the line above.',
  );
}
