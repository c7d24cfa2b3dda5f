import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

/**
 * The pid and the start time of a process, which tell it from a later process with the same pid. The unit of `began`
 * depends on the system; it is null if the system does not report it.
 */
export interface ProcessIdentity {
  readonly pid: number;
  readonly began: string | null;
}

/** The identity of a running process; null when there is none, or only a zombie. */
export async function identifyProcess(pid: number): Promise<ProcessIdentity | null> {
  if (process.platform === 'linux') return fromProc(pid);
  if (!isAlive(pid)) return null;
  if (process.platform === 'win32') return { pid, began: null };
  const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }));
  const began = stdout.trim();
  return began === '' ? null : { pid, began };
}

/** Whether the identified process is still running. */
export async function isSameProcess(identity: ProcessIdentity): Promise<boolean> {
  const now = await identifyProcess(identity.pid);
  return now !== null && (identity.began === null || now.began === identity.began);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: the process runs under another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * Field 22 of `/proc/<pid>/stat` is the start time in clock ticks, field 3 the state (man 5 proc). The kernel generates
 * the file, so a synchronous read does not wait for a disk.
 */
function fromProc(pid: number): ProcessIdentity | null {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return null;
  }
  // The name, field 2, may contain spaces and brackets, so fields are counted from its last closing bracket.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? null : { pid, began: fields[19] ?? null };
}
