import type { ReceivedEvent, ReceiverAnswer } from '../../runner/webhookReceiver/receiver.ts';
import type { NodeRow } from '../explorer/nodeRow.ts';
import type { Texts } from '../explorer/texts.ts';
import type { DeliveryStatusFilter, ListNode } from './node.ts';
import type { WebhookTexts } from './webhookTexts.ts';

/** The receiver as it is now; `undefined`: it does not run. */
export interface ReceiverState {
  readonly url: string;
  readonly answer: ReceiverAnswer;
  readonly events: readonly ReceivedEvent[];
}

export interface WebhookSurroundings {
  readonly receiver: ReceiverState | undefined;
  readonly filtered: (list: ListNode) => DeliveryStatusFilter | undefined;
  readonly texts: WebhookTexts;
  /** Of states, which the Projects view has too. */
  readonly stateTexts: Texts;
  /** A time of ISO 8601 as a person reads it. */
  readonly timeOf: (iso: string) => string;
}

/** What differs from row to row; details stand beside the label, lines below it in the hover. */
export type Drawn = Pick<NodeRow, 'label' | 'icon'> & {
  readonly color?: string;
  readonly details?: readonly (string | undefined)[];
  readonly lines?: readonly (string | undefined)[];
  /** What a click does, shown behind the details. */
  readonly action?: string;
};
