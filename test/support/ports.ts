import { unlinkSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rmdir, unlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Ports for tests, from 20000 up: below what Linux, macOS and Windows hand out by themselves, so that nobody
 * takes one between the check and its use. A file per block of ports keeps parallel workers, and parallel runs on
 * one machine, from choosing the same.
 */
const first = 20_000;
const blockSize = 32;
const blockCount = 375;
const claims = join(tmpdir(), 'vrooli-redis-test-ports');

let current: { next: number; end: number } | null = null;
const held = new Set<string>();

/** A port of 127.0.0.1 that nobody uses and no other test will be given. */
export async function freePort(): Promise<number> {
  for (;;) {
    if (!current || current.next >= current.end) {
      const start = await claimBlock(blockSize);
      current = { next: start, end: start + blockSize };
    }
    const port = current.next++;
    if (await canListen(port)) return port;
  }
}

/** `count` ports in a row, 32 at most, as {@link freePort} gives one. */
export async function freePortRange(count: number): Promise<{ start: number; end: number }> {
  const start = await claimBlock(count);
  return { start, end: start + count - 1 };
}

/** Whether a server could listen here, on 127.0.0.1 and on every address. */
export async function canListen(port: number): Promise<boolean> {
  for (const host of ['127.0.0.1', '0.0.0.0']) {
    const free = await new Promise<boolean>((resolve) => {
      const server = createServer();
      server.once('error', () => resolve(false));
      server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
    });
    if (!free) return false;
  }
  return true;
}

async function claimBlock(count: number): Promise<number> {
  if (count > blockSize) throw new Error(`a test gets ${blockSize} ports in a row, not ${count}`);
  const from = Math.floor(Math.random() * blockCount);
  for (let step = 0; step < blockCount; step++) {
    const start = first + ((from + step) % blockCount) * blockSize;
    if (!(await claim(join(claims, String(start))))) continue;
    const ports = Array.from({ length: count }, (_, index) => start + index);
    const free = await Promise.all(ports.map(canListen));
    if (free.every(Boolean)) return start;
  }
  throw new Error('no free block of ports is left for this test');
}

async function claim(file: string): Promise<boolean> {
  // Each time: a run that ends removes the folder when nothing is in it.
  await mkdir(claims, { recursive: true });
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(String(process.pid));
    await handle.close();
    if (held.size === 0) process.once('exit', releaseAll);
    held.add(file);
    return true;
  } catch {
    await releaseIfLeft(file);
    return false;
  }
}

/** A worker that was killed has left its claim: it is free again, for the next who asks. */
async function releaseIfLeft(file: string): Promise<void> {
  const owner = Number(await readFile(file, 'utf8').catch(() => ''));
  if (owner > 0 && !isAlive(owner)) await unlink(file).catch(() => undefined);
}

/** Removes what workers that were killed have claimed, and the folder of all claims when nobody needs it. */
export async function releaseLeftPorts(): Promise<void> {
  const names = await readdir(claims).catch(() => []);
  await Promise.all(names.map((name) => releaseIfLeft(join(claims, name))));
  // Another run may be claiming.
  await rmdir(claims).catch(() => undefined);
}

function releaseAll(): void {
  for (const file of held) {
    try {
      // On exit nothing asynchronous runs any more.
      unlinkSync(file);
    } catch {}
  }
}

/** Whether a process with this id is there; one of another user counts. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
