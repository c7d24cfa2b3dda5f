import { counted } from '../../../../shared/format/count.ts';
import { cleanText } from './clean-text.ts';

const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** What of a line is kept, bytes: no view can show a longer one. */
export const LONGEST_LINE = 16 * 1024;

const decoder = new TextDecoder();

/** Bytes as they come, made lines. However long a line gets, only its beginning is kept in memory. */
export class LineSplitter {
  #head: Buffer = Buffer.alloc(0);
  #bytes = 0;

  /** The lines that end in this piece, as they may be shown. */
  push(piece: Buffer): string[] {
    const lines: string[] = [];
    let from = 0;
    for (let at = piece.indexOf(NEWLINE); at !== -1; at = piece.indexOf(NEWLINE, from)) {
      if (this.#bytes === 0) {
        lines.push(shownLine(piece.subarray(from, at), at - from));
      } else {
        this.#keep(piece.subarray(from, at));
        lines.push(this.#take());
      }
      from = at + 1;
    }
    this.#keep(piece.subarray(from));
    return lines;
  }

  /** Passes over a piece that nobody has time to read. @returns how many lines end in it */
  skip(piece: Buffer): number {
    const last = piece.lastIndexOf(NEWLINE);
    if (last !== -1) this.#take();
    this.#keep(piece.subarray(last + 1));
    return newlines(piece);
  }

  /** The line that has no end yet; null when there is none. */
  rest(): string | null {
    return this.#bytes === 0 ? null : this.#take();
  }

  #keep(part: Buffer): void {
    const room = LONGEST_LINE - this.#head.length;
    if (room > 0 && part.length > 0) this.#head = Buffer.concat([this.#head, part.subarray(0, room)]);
    this.#bytes += part.length;
  }

  #take(): string {
    const line = shownLine(this.#head, this.#bytes);
    this.#head = Buffer.alloc(0);
    this.#bytes = 0;
    return line;
  }
}

/**
 * A line as it may be shown: what is no UTF-8 becomes U+FFFD, and of a very long one its beginning and how long it is.
 * @param head its beginning, or all of it
 * @param bytes how long it is
 */
export function shownLine(head: Buffer, bytes: number): string {
  if (bytes <= LONGEST_LINE) {
    const end = head.at(-1) === RETURN ? head.length - 1 : head.length;
    return cleanText(decoder.decode(head.subarray(0, end)));
  }
  // A character that the cut went through is left out.
  const text = decoder.decode(head.subarray(0, LONGEST_LINE), { stream: true });
  decoder.decode();
  return `${cleanText(text)}… (cut: the line has ${counted(bytes, 'byte')})`;
}

export function newlines(text: Buffer): number {
  let count = 0;
  for (let at = text.indexOf(NEWLINE); at !== -1; at = text.indexOf(NEWLINE, at + 1)) count += 1;
  return count;
}
