import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a second start sends to the first one. */
export interface SecondStart {
  readonly argv: readonly string[];
  readonly workingDirectory: string;
  readonly additionalData: unknown;
}

/**
 * The lock of one app on one folder of user data: a file with the process id, and a socket for second starts.
 * @param onSecond called in the process that has the lock
 * @returns the function that releases the lock; null if another process has it, which has then been notified
 */
export function lockInstance(
  userData: string,
  additionalData: unknown,
  onSecond: (start: SecondStart) => void,
  keepUntil: (work: Promise<unknown>) => void,
): (() => void) | null {
  mkdirSync(userData, { recursive: true });
  const file = join(userData, 'StandInLock');
  // A socket's path may have 108 bytes.
  const name = createHash('sha256').update(userData).digest('hex').slice(0, 16);
  const socketPath = join(tmpdir(), `electron-stand-in-${name}.sock`);
  if (!writeLock(file)) {
    const start: SecondStart = { argv: process.argv, workingDirectory: process.cwd(), additionalData };
    keepUntil(tellFirst(socketPath, start));
    return null;
  }
  rmSync(socketPath, { force: true });
  const server = createServer((socket) => {
    let text = '';
    socket.on('error', () => undefined);
    socket.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    socket.on('end', () => onSecond(JSON.parse(text)));
  });
  server.listen(socketPath);
  server.unref();
  return () => {
    server.close();
    rmSync(socketPath, { force: true });
    rmSync(file, { force: true });
  };
}

function writeLock(file: string): boolean {
  for (const flag of ['wx', 'w'] as const) {
    try {
      if (flag === 'w' && isAlive(Number(readFileSync(file, 'utf8')))) return false;
      writeFileSync(file, String(process.pid), { flag });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  return false;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function tellFirst(socketPath: string, start: SecondStart): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath, () => socket.end(JSON.stringify(start)));
    socket.on('close', () => resolve());
    socket.on('error', reject);
  });
}
