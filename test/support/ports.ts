import { unlinkSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rmdir, unlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Ports for tests, from 20000 up: below the ephemeral ports of Linux, macOS and Windows, so that no program takes one
 * between the check and its use. A file per block of ports keeps parallel workers and parallel runs on one machine from
 * choosing the same ports.
 */
const first = 20_000;
const blockSize = 32;
const blockCount = 375;
const claims = join(tmpdir(), 'vrooli-redis-test-ports');

let current: { next: number; end: number } | null = null;
const held = new Set<string>();
let releasesAtExit = false;

/** A free port of 127.0.0.1 that no other test gets. */
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

/** `count` consecutive free ports, at most 32. See {@link freePort}. */
export async function freePortRange(count: number): Promise<{ start: number; end: number }> {
  const start = await claimBlock(count);
  return { start, end: start + count - 1 };
}

/** Returns the ports of {@link freePortRange}. When a process ends, its ports are returned automatically. */
export async function releasePortRange(start: number): Promise<void> {
  const file = join(claims, String(start));
  if (held.delete(file)) await unlink(file).catch(() => undefined);
}

/** Whether a server could listen on this port, on 127.0.0.1 and on all addresses. */
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
  if (count > blockSize) throw new Error(`a test gets at most ${blockSize} consecutive ports, not ${count}`);
  const from = Math.floor(Math.random() * blockCount);
  for (let step = 0; step < blockCount; step++) {
    const start = first + ((from + step) % blockCount) * blockSize;
    if (!(await claim(join(claims, String(start))))) continue;
    const ports = Array.from({ length: count }, (_, index) => start + index);
    const free = await Promise.all(ports.map(canListen));
    if (free.every(Boolean)) return start;
  }
  throw new Error('no free block of ports for this test');
}

async function claim(file: string): Promise<boolean> {
  // Created each time, because the end of another run removes the empty folder.
  await mkdir(claims, { recursive: true });
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(String(process.pid));
    await handle.close();
    if (!releasesAtExit) process.once('exit', releaseAll);
    releasesAtExit = true;
    held.add(file);
    return true;
  } catch {
    await releaseIfLeft(file);
    return false;
  }
}

/** Deletes the claim of a killed worker. */
async function releaseIfLeft(file: string): Promise<void> {
  const owner = Number(await readFile(file, 'utf8').catch(() => ''));
  if (owner > 0 && !isAlive(owner)) await unlink(file).catch(() => undefined);
}

/** Deletes the claims of killed workers, and the folder of claims when it is empty. */
export async function releaseLeftPorts(): Promise<void> {
  const names = await readdir(claims).catch(() => []);
  await Promise.all(names.map((name) => releaseIfLeft(join(claims, name))));
  // Fails when another run has claims.
  await rmdir(claims).catch(() => undefined);
}

function releaseAll(): void {
  for (const file of held) {
    try {
      // Asynchronous calls do not run on exit.
      unlinkSync(file);
    } catch {}
  }
}

/** Whether a process with this pid exists, including those of other users. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
