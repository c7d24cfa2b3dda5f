import { openStateFile } from '../../platform/files/state-file.ts';

const CHUNK_BYTES = 256 * 1024;
/** Far longer than any event line: more bytes without a line feed are garbage. */
const MAX_LINE_BYTES = 1024 * 1024;
const LINE_FEED = 0x0a;

/** Reads lines from the end of a file to its start, in batches, each batch last line first. Skips empty lines. */
export async function* linesBackwards(path: string): AsyncGenerator<readonly string[]> {
  const file = await openStateFile(path);
  if (!file) return;
  try {
    let end = (await file.stat()).size;
    let rest: Buffer = Buffer.alloc(0);
    while (end > 0) {
      const start = Math.max(0, end - CHUNK_BYTES);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(end - start), 0, end - start, start);
      const bytes = Buffer.concat([buffer.subarray(0, bytesRead), rest]);
      end = start;
      // The text before the first line feed may begin in the previous chunk.
      const first = start === 0 ? -1 : bytes.indexOf(LINE_FEED);
      if (start > 0 && first === -1 && bytes.length < MAX_LINE_BYTES) {
        rest = bytes;
        continue;
      }
      rest = bytes.subarray(0, Math.max(0, first));
      const lines = bytes.toString('utf8', first + 1).split('\n');
      yield lines.filter((line) => line !== '').reverse();
    }
  } finally {
    await file.close();
  }
}
