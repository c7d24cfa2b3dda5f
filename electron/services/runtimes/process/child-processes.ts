import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

/** The processes that a process has started and that have not ended; none where the system does not say. */
export async function childrenOf(pid: number): Promise<readonly number[]> {
  if (process.platform === 'win32') return [];
  const text =
    process.platform === 'linux'
      ? // Every thread may have started some; a Redis server forks in its main thread only.
        (childrenFile(pid) ?? (await listed(pid)))
      : await listed(pid);
  return text
    .split(/\s+/)
    .map(Number)
    .filter((child) => Number.isInteger(child) && child > 1);
}

/** Made by the kernel as it is read: no disk is waited for. Null where the kernel has no such file. */
function childrenFile(pid: number): string | null {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  } catch {
    return null;
  }
}

/** `pgrep` ends with 1 when there are none. */
async function listed(pid: number): Promise<string> {
  const { stdout } = await promisify(execFile)('pgrep', ['-P', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout;
}
