import type { ReplySink } from '../../redis/connection/reply-reader.ts';
import type { ReplyStart } from './command-state.ts';

/** The receiver of one reply. */
interface Receiver {
  readonly sink: ReplySink;
  /** Whether the rest of the reply is unwanted. */
  isFull(): boolean;
}

export interface RouterOptions {
  choose(start: ReplyStart): Receiver;
  /** A complete reply has been received. @param bytes its size without the protocol's own bytes */
  replied(start: ReplyStart, bytes: number): void;
}

export interface ReplyRouter {
  readonly sink: ReplySink;
  /** Whether `reset` has cut off a reply. */
  wasInReply(): boolean;
  /** Discards an unfinished reply: the connection has ended. */
  reset(): void;
}

/** Passes each reply to the receiver that its first piece decides. */
export function createReplyRouter({ choose, replied }: RouterOptions): ReplyRouter {
  let start: ReplyStart | null = null;
  let receiver: Receiver | null = null;
  let isCut = false;
  let bytes = 0;
  let wasInReply = false;

  /** @returns the receiver of the piece; null if it is unwanted */
  const begin = (kind: ReplyStart['kind'], text = ''): ReplySink | null => {
    if (start === null || receiver === null) {
      start = { kind, text };
      receiver = choose(start);
      isCut = false;
    }
    if (!isCut && receiver.isFull()) isCut = true;
    return isCut ? null : receiver.sink;
  };

  const sink: ReplySink = {
    line(kind, text) {
      bytes += text.length;
      const as = kind === '+' ? 'status' : kind === '-' ? 'error' : 'value';
      begin(as, start === null && as !== 'value' ? text.toString('utf8') : '')?.line(kind, text);
    },
    open(kind, length) {
      begin(kind === '!' ? 'error' : 'value')?.open(kind, length);
    },
    part(part) {
      bytes += part.length;
      begin('value')?.part(part);
    },
    close: () => begin('value')?.close(),
    none: () => begin('nil')?.none(),
    openList(kind, count) {
      begin(kind === '>' ? 'push' : 'list')?.openList(kind, count);
    },
    closeList: () => begin('list')?.closeList(),
    end() {
      const done = start;
      if (done === null || receiver === null) return;
      // The format may hold its last part.
      receiver.sink.end();
      const size = bytes;
      start = null;
      receiver = null;
      bytes = 0;
      replied(done, size);
    },
  };
  return {
    sink,
    wasInReply: () => wasInReply,
    reset() {
      wasInReply = start !== null;
      start = null;
      receiver = null;
      bytes = 0;
    },
  };
}
