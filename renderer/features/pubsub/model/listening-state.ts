import type { Message, MessageBatch } from '../../../../shared/contract/messaging.ts';

/** What a panel has received. */
export interface ListeningState {
  /** Null: not subscribed. */
  readonly topic: string | null;
  readonly since: number;
  readonly received: number;
  readonly dropped: number;
  /** Newest first. */
  readonly messages: readonly Message[];
  /** Messages in each of the last seconds, oldest first. */
  readonly rates: readonly number[];
  readonly failure: string | null;
}

const MAX_MESSAGES = 200;

export const none: ListeningState = {
  ...{ topic: null, since: 0, received: 0, dropped: 0, messages: [], rates: [], failure: null },
};

/** A name with pattern characters is a pattern, as for PSUBSCRIBE. */
export function isPattern(topic: string): boolean {
  return /[*?[\]]/.test(topic);
}

/** The state after a batch: the newest messages, and the count of all. */
export function withBatch(state: ListeningState, { items, received, dropped }: MessageBatch): ListeningState {
  const messages = [...items.toReversed(), ...state.messages].slice(0, MAX_MESSAGES);
  return { ...state, received, dropped: state.dropped + dropped, messages };
}
