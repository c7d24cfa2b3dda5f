import { type FileHandle, open } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { CHUNK_BYTES, type Copied, type CopyOptions, copyHashed } from './copy-file.ts';

/** Below this a copy is over before a thread has begun, bytes. */
const WORTH_A_THREAD_BYTES = 16 * 1024 ** 2;

/**
 * A text, as a thread takes no TypeScript and its file would have to be found in every way in which we are packed.
 * On Linux a thread has a priority of its own (setpriority(2), "NOTES"), elsewhere there is none to be set.
 */
const worker = `
const { parentPort, workerData } = require('node:worker_threads');
const { readlinkSync, readSync, writeSync } = require('node:fs');
const { constants, setPriority } = require('node:os');
if (process.platform === 'linux') {
  try {
    setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), constants.priority.PRIORITY_LOW);
  } catch {
    // It goes on as it is.
  }
}
const { from, to, chunkBytes } = workerData;
const hash = require('node:crypto').createHash('sha256');
const buffer = Buffer.allocUnsafe(chunkBytes);
for (let at = 0; ; ) {
  const chunk = buffer.subarray(0, readSync(from, buffer, 0, chunkBytes, at));
  if (chunk.length === 0) break;
  hash.update(chunk);
  for (let done = 0; done < chunk.length; ) done += writeSync(to, chunk, done, chunk.length - done, at + done);
  at += chunk.length;
  parentPort.postMessage({ bytes: at, sha256: null });
}
parentPort.postMessage({ bytes: null, sha256: hash.digest('hex') });
`;

/**
 * As `copyHashed`, at the lowest priority where the copy is long: hashing and copying would take the processor from the
 * server whose data it is, which shows in its slowest answers.
 */
export async function gentleCopy(from: FileHandle, to: string, options: CopyOptions): Promise<Copied> {
  const { size } = await from.stat();
  if (size < WORTH_A_THREAD_BYTES) return copyHashed(from, to, options);
  const file = await open(to, 'wx', 0o600);
  try {
    const copied = await inThread(from.fd, file.fd, options);
    await file.sync();
    return copied;
  } finally {
    await file.close();
  }
}

async function inThread(from: number, to: number, { signal, progress }: CopyOptions): Promise<Copied> {
  signal.throwIfAborted();
  const thread = new Worker(worker, { eval: true, workerData: { from, to, chunkBytes: CHUNK_BYTES } });
  let end = () => {};
  try {
    return await new Promise<Copied>((resolve, reject) => {
      let bytes = 0;
      thread.on('message', (told: { readonly bytes: number | null; readonly sha256: string | null }) => {
        if (told.sha256 !== null) return resolve({ bytes, sha256: told.sha256 });
        bytes = told.bytes ?? bytes;
        progress?.(bytes);
      });
      thread.once('error', reject);
      thread.once('exit', () => reject(new Error('the thread that copies has ended')));
      end = () => reject(signal.reason);
      signal.addEventListener('abort', end, { once: true });
    });
  } finally {
    signal.removeEventListener('abort', end);
    // Both files are open until it has ended: it must not write to what another file has got the number of.
    await thread.terminate();
  }
}
