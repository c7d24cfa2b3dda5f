import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** The processes that a process has started and that have not ended; none where the system does not say. */
export async function childrenOf(pid: number): Promise<readonly number[]> {
  if (process.platform === 'win32') return [];
  const text =
    process.platform === 'linux'
      ? // Every thread may have started some; a Redis server forks in its main thread only.
        await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => listed(pid))
      : await listed(pid);
  return text
    .split(/\s+/)
    .map(Number)
    .filter((child) => Number.isInteger(child) && child > 1);
}

/** `pgrep` ends with 1 when there are none. */
async function listed(pid: number): Promise<string> {
  const { stdout } = await promisify(execFile)('pgrep', ['-P', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout;
}
