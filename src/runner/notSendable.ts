/** Why a request, or what it needs, does not go out: a code that stays the same, and what to do. */
export interface NotSendable {
  readonly code: string;
  readonly message: string;
}

/** Whether a stage ended with a reason why nothing can be sent. */
export function isNotSendable(outcome: object): outcome is NotSendable {
  return 'code' in outcome && 'message' in outcome;
}
