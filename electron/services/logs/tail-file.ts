import { type FileHandle, open } from 'node:fs/promises';

/** Read backwards in pieces of this many bytes: the end of a file of gigabytes costs no more than that of a small one. */
const PIECE = 64 * 1024;
/** A single line longer than this is cut: no view can show it, bytes. */
const LONGEST = 4 * 1024 * 1024;

/** The last lines of a file, oldest first, and the offset in bytes behind them. A last line without an end counts. */
export async function lastLines(path: string, count: number): Promise<{ lines: readonly string[]; end: number }> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    let start = size;
    let text = Buffer.alloc(0);
    while (start > 0 && newlines(text) <= count && text.length < LONGEST * Math.max(1, count / 1000)) {
      const length = Math.min(PIECE, start);
      start -= length;
      text = Buffer.concat([await readAt(file, start, length), text]);
    }
    const lines = text.toString('utf8').split('\n');
    if (lines.at(-1) === '') lines.pop();
    return { lines: count === 0 ? [] : lines.slice(-count), end: size };
  } finally {
    await file.close();
  }
}

/**
 * The whole lines written since an offset, at most `most` bytes of them: the newest, with what was passed over
 * counted in lines. A file that has become shorter was rotated or truncated: it is read from its beginning.
 */
export async function linesSince(
  path: string,
  offset: number,
  most: number,
): Promise<{ lines: readonly string[]; end: number; dropped: number }> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const from = size < offset ? 0 : offset;
    let text = await readAt(file, from, size - from);
    // A line that is still being written is left for the next look.
    text = text.subarray(0, text.lastIndexOf(0x0a) + 1);
    const end = from + text.length;
    let dropped = 0;
    if (text.length > most) {
      const cut = text.indexOf(0x0a, text.length - most) + 1;
      dropped = newlines(text.subarray(0, cut));
      text = text.subarray(cut);
    }
    const lines = text.toString('utf8').split('\n').slice(0, -1);
    return { lines, end, dropped };
  } finally {
    await file.close();
  }
}

async function readAt(file: FileHandle, start: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, start);
  return buffer.subarray(0, bytesRead);
}

function newlines(text: Buffer): number {
  let count = 0;
  for (let at = text.indexOf(0x0a); at !== -1; at = text.indexOf(0x0a, at + 1)) count += 1;
  return count;
}
