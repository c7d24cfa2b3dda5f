import { openStateFile } from '../../platform/files/state-file.ts';

const TAIL_BYTES = 2048;

/** Whether the log ends with the last line that Redis and Valkey write on a graceful shutdown. */
export async function endedGracefully(logFile: string): Promise<boolean> {
  const file = await openStateFile(logFile);
  if (!file) return false;
  try {
    const { size } = await file.stat();
    const length = Math.min(TAIL_BYTES, size);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    const last = buffer.toString('utf8').trimEnd().split('\n').at(-1) ?? '';
    return /ready to exit, bye bye/.test(last);
  } finally {
    await file.close();
  }
}
