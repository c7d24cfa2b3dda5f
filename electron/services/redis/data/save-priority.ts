import { readFileSync, readlinkSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { identifyProcess } from '../../platform/process/process-identity.ts';
import { type InfoFields, infoNumber } from '../info/info.ts';

/** How long a new child may run at the priority of its server. */
const CHECK_EVERY_MS = 10;
/** The unit of start times in /proc is the same on every architecture (man 5 proc, USER_HZ). */
const TICKS_PER_SECOND = 100;
/** INFO has whole seconds, and a server counts from a little after its start. */
const AGE_ERROR_SECONDS = 3;

/**
 * Lets the clients of a server run before the child that saves its data. On few cores that child delays their replies.
 * A computer whose cores are all busy saves slower for it; where the system groups processes by session or control
 * group, only the server itself comes first.
 *
 * Linux only, and only for a server on this computer that belongs to the same user, or for root. Does nothing
 * otherwise. A child that rewrites the AOF meanwhile counts, too. Its priority cannot be raised again.
 * @param info of the server, with its section `server`
 * @returns a function that ends it, to be called when the save has ended
 */
export function lowerSavePriority(info: InfoFields): () => void {
  let timer: NodeJS.Timeout | undefined;
  let isEnded = false;
  void serverProcess(info).then((pid) => {
    if (pid === null || isEnded) return;
    const lowered = new Set<number>();
    lowerChildren(pid, lowered);
    timer = setInterval(() => lowerChildren(pid, lowered), CHECK_EVERY_MS).unref();
  });
  return () => {
    isEnded = true;
    clearInterval(timer);
  };
}

/**
 * The pid of a server; null if the process of this computer with that pid is not as old as the server. A container and
 * another computer count their processes separately.
 */
async function serverProcess(info: InfoFields): Promise<number | null> {
  const pid = infoNumber(info, 'process_id');
  const age = infoNumber(info, 'uptime_in_seconds');
  if (process.platform !== 'linux' || pid === null || age === null) return null;
  const identity = await identifyProcess(pid);
  if (identity === null) return null;
  const [sinceBoot] = readFileSync('/proc/uptime', 'utf8').split(' ');
  const processAge = Number(sinceBoot) - Number(identity.began) / TICKS_PER_SECOND;
  return Math.abs(processAge - age) <= AGE_ERROR_SECONDS ? pid : null;
}

/** @param lowered the children of earlier calls */
function lowerChildren(server: number, lowered: Set<number>): void {
  for (const child of childrenOf(server)) {
    if (lowered.has(child)) continue;
    lowered.add(child);
    try {
      // A program that a module starts is no save.
      if (programOf(child) === programOf(server)) setPriority(child, constants.priority.PRIORITY_BELOW_NORMAL);
    } catch {
      // It has ended, or belongs to another user.
    }
  }
}

function programOf(pid: number): string {
  return readlinkSync(`/proc/${pid}/exe`);
}

/** The kernel generates the file, so a synchronous read does not wait for a disk. Redis forks in its main thread. */
function childrenOf(pid: number): number[] {
  try {
    const pids = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    return pids === '' ? [] : pids.split(' ').map(Number);
  } catch {
    return [];
  }
}
