import type { ReplyText } from '../../../../shared/contract/console.ts';
import { cleanText } from '../../platform/files/clean-text.ts';
import type { ReplyOutput } from '../session/console-session.ts';

/** Of one reply. A larger one is received to its end, but not kept completely. */
const KEPT_BYTES = 4 * 1024 * 1024;
/** Of all replies of a console. The oldest are forgotten. */
const KEPT_ALL_BYTES = 24 * 1024 * 1024;
/** What a client shows first, and with each "Show more". */
const PAGE_CHARACTERS = 16 * 1024;
const PAGE_LINES = 200;

/** The formatted text of a reply, up to a limit. */
export interface KeptReply {
  readonly output: ReplyOutput;
  readonly sizeBytes: number;
  page(from: number, receivedBytes: number): ReplyText;
  /** Takes the kept text out. */
  take(): Buffer;
}

export function createKeptReply(): KeptReply {
  const parts: Buffer[] = [];
  let kept = 0;
  let isCut = false;
  let text: string | null = null;

  return {
    output: {
      write(bytes) {
        if (kept >= KEPT_BYTES) {
          isCut = true;
          return;
        }
        const part = bytes.subarray(0, KEPT_BYTES - kept);
        isCut ||= part.length < bytes.length;
        parts.push(part);
        kept += part.length;
      },
      isFull: () => kept >= KEPT_BYTES,
    },
    get sizeBytes() {
      return kept;
    },
    take() {
      kept = 0;
      return Buffer.concat(parts.splice(0));
    },
    page(from, receivedBytes) {
      text ??= shown(Buffer.concat(parts.splice(0)));
      const end = pageEnd(text, from);
      const lostBytes = isCut ? Math.max(1, receivedBytes - kept) : 0;
      return { text: text.slice(from, end), next: end < text.length ? end : null, lostBytes };
    },
  };
}

/** Makes text safe to display: values are escaped already, but a status, an error and INFO are not. */
export function shown(bytes: Buffer): string {
  return bytes
    .toString('utf8')
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map(cleanText)
    .join('\n');
}

function pageEnd(text: string, from: number): number {
  let end = from;
  for (let lines = 0; lines < PAGE_LINES && end < text.length; lines += 1) {
    const next = text.indexOf('\n', end);
    const lineEnd = next === -1 ? text.length : next + 1;
    if (lineEnd - from > PAGE_CHARACTERS) return end === from ? wholeCharacters(text, from + PAGE_CHARACTERS) : end;
    end = lineEnd;
  }
  return end;
}

/** Keeps two code units of one character together: each alone cannot be sent. */
function wholeCharacters(text: string, end: number): number {
  return /[\uD800-\uDBFF]/.test(text[end - 1] ?? '') ? end - 1 : end;
}

/** The replies of a console by id, within the total limit. */
export class KeptReplies {
  readonly #replies = new Map<string, { readonly reply: KeptReply; readonly receivedBytes: number }>();
  #next = 1;

  add(reply: KeptReply, receivedBytes: number): string {
    const id = String(this.#next);
    this.#next += 1;
    this.#replies.set(id, { reply, receivedBytes });
    let bytes = [...this.#replies.values()].reduce((sum, one) => sum + one.reply.sizeBytes, 0);
    for (const [oldest, one] of this.#replies) {
      if (bytes <= KEPT_ALL_BYTES || oldest === id) break;
      bytes -= one.reply.sizeBytes;
      this.#replies.delete(oldest);
    }
    return id;
  }

  /** Null for a reply that was forgotten. */
  page(id: string, from: number): ReplyText | null {
    const found = this.#replies.get(id);
    return found ? found.reply.page(from, found.receivedBytes) : null;
  }
}
