import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

/** The running child processes of a process; none if the system does not report them. */
export async function childrenOf(pid: number): Promise<readonly number[]> {
  if (process.platform === 'win32') return [];
  const text =
    process.platform === 'linux'
      ? // The main thread's children only: Redis forks only there.
        (childrenFile(pid) ?? (await childrenByPgrep(pid)))
      : await childrenByPgrep(pid);
  return text
    .split(/\s+/)
    .map(Number)
    .filter((child) => Number.isInteger(child) && child > 1);
}

/** Synchronous: /proc needs no disk access. Null if the kernel has no such file. */
function childrenFile(pid: number): string | null {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  } catch {
    return null;
  }
}

/** `pgrep` exits with 1 if there are no children. */
async function childrenByPgrep(pid: number): Promise<string> {
  const { stdout } = await promisify(execFile)('pgrep', ['-P', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout;
}
