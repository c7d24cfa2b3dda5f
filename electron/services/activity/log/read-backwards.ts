import { openStateFile } from '../../platform/files/state-file.ts';

const CHUNK_BYTES = 256 * 1024;
/** Longer than any line of ours by far: what goes on without a line feed for longer is no line. */
const LONGEST_BYTES = 1024 * 1024;
const LINE_FEED = 0x0a;

/** The lines of a file from its last to its first, in batches, each batch last line first. Empty lines are left out. */
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
      // What stands before the first line feed may go on in the chunk before.
      const first = start === 0 ? -1 : bytes.indexOf(LINE_FEED);
      if (start > 0 && first === -1 && bytes.length < LONGEST_BYTES) {
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
