import { counted } from '../../../../shared/format/count.ts';
import { cleanText } from './clean-text.ts';

const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** Bytes kept per line: no view can show a longer one. */
export const LONGEST_LINE = 16 * 1024;

const decoder = new TextDecoder();

/** Splits a stream of bytes into lines. Keeps only the start of a long line in memory. */
export class LineSplitter {
  #head: Buffer = Buffer.alloc(0);
  #bytes = 0;

  /** Returns the lines that end in this piece, safe to show. */
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

  /** Skips a piece. @returns the number of lines that end in it */
  skip(piece: Buffer): number {
    const last = piece.lastIndexOf(NEWLINE);
    if (last !== -1) this.#take();
    this.#keep(piece.subarray(last + 1));
    return newlines(piece);
  }

  /** Returns the unended line; null when there is none. */
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
 * A line that is safe to show: invalid UTF-8 becomes U+FFFD, and a very long line is cut to its start and its size.
 * @param head the start of the line, or all of it
 * @param bytes the size of the whole line
 */
export function shownLine(head: Buffer, bytes: number): string {
  if (bytes <= LONGEST_LINE) {
    const end = head.at(-1) === RETURN ? head.length - 1 : head.length;
    return cleanText(decoder.decode(head.subarray(0, end)));
  }
  // Drops a character that the cut splits.
  const text = decoder.decode(head.subarray(0, LONGEST_LINE), { stream: true });
  decoder.decode();
  return `${cleanText(text)}… (cut: the line has ${counted(bytes, 'byte')})`;
}

export function newlines(text: Buffer): number {
  let count = 0;
  for (let at = text.indexOf(NEWLINE); at !== -1; at = text.indexOf(NEWLINE, at + 1)) count += 1;
  return count;
}
