import { type FileHandle, open } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { CHUNK_BYTES, type Copied, type CopyOptions, copyHashed } from './copy-file.ts';

/** A smaller copy ends before a thread has started. */
const THREAD_THRESHOLD_BYTES = 16 * 1024 ** 2;

/**
 * A string, because a thread does not run TypeScript and a separate file would have another path in each package.
 * On Linux each thread has its own priority (setpriority(2), "NOTES"); other systems have none per thread.
 */
const worker = `
const { parentPort, workerData } = require('node:worker_threads');
const { readlinkSync, readSync, writeSync } = require('node:fs');
const { constants, setPriority } = require('node:os');
if (process.platform === 'linux') {
  try {
    setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), constants.priority.PRIORITY_LOW);
  } catch {
    // The copy continues at normal priority.
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
 * `copyHashed` at the lowest priority for large files: hashing and copying would take CPU time from the Redis server,
 * which shows in its slowest replies.
 */
export async function gentleCopy(from: FileHandle, to: string, options: CopyOptions): Promise<Copied> {
  const { size } = await from.stat();
  if (size < THREAD_THRESHOLD_BYTES) return copyHashed(from, to, options);
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
      thread.on('message', (message: { readonly bytes: number | null; readonly sha256: string | null }) => {
        if (message.sha256 !== null) return resolve({ bytes, sha256: message.sha256 });
        bytes = message.bytes ?? bytes;
        progress?.(bytes);
      });
      thread.once('error', reject);
      thread.once('exit', () => reject(new Error('the copy thread has ended')));
      end = () => reject(signal.reason);
      signal.addEventListener('abort', end, { once: true });
    });
  } finally {
    signal.removeEventListener('abort', end);
    // The files must stay open until the thread has ended, or it could write to another file with the same descriptor.
    await thread.terminate();
  }
}
