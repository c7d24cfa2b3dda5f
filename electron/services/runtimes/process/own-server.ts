import { execFile } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import type { RedisTarget } from '../../redis/connection/redis-link.ts';
import type { ProcessRecord } from './process-record.ts';
import { askIdentity } from './server-identity.ts';

/** `redis-server` is a link to `redis-check-rdb` in Debian's package, or the other way round. */
const serverPrograms = /^(redis|valkey)-(server|check-rdb|check-aof)(\.exe)?$/;

/**
 * Whether the process of a record is its server: by its program and its folder or arguments, else by the run id it
 * answers with. A pid and a start time alone may be another program's: of a record that was copied from another
 * computer, or written by hand.
 * @param dataFolder where the server works
 * @param target where it was started to listen; null where that is not known
 */
export async function isOwnServer(
  record: ProcessRecord,
  dataFolder: string,
  target: RedisTarget | null,
): Promise<boolean> {
  const { running } = record;
  if (!running) return false;
  if (process.platform === 'linux' ? byProc(running.pid, record, dataFolder) : await byPs(running.pid, record, target))
    return true;
  // Its folder was changed by CONFIG SET dir, or the system does not say: then the server itself has to.
  if (!target || running.runId === null) return false;
  const identity = await askIdentity(target, 1000);
  if (identity === null || identity === 'refused') return false;
  return identity.pid === running.pid && identity.runId === running.runId;
}

/** A server writes its own title over its arguments once it has started; its folder stays. */
function byProc(pid: number, { program, configFile }: ProcessRecord, dataFolder: string): boolean {
  const folder = `/proc/${pid}`;
  // Of a program that an upgrade has replaced.
  const exe = linkOf(`${folder}/exe`)?.replace(/ \(deleted\)$/, '') ?? null;
  const args = argumentsOf(`${folder}/cmdline`);
  // A wrapper script runs in its interpreter, with itself as an argument.
  if (args.includes(program) && args.includes(configFile)) return true;
  if (exe === null || !(serverPrograms.test(basename(exe)) || exe === realOf(program))) return false;
  return linkOf(`${folder}/cwd`) === realOf(dataFolder) || args.includes(configFile);
}

/** `redis-server 127.0.0.1:6380` once it has started, its command line before. */
async function byPs(pid: number, { configFile }: ProcessRecord, target: RedisTarget | null): Promise<boolean> {
  if (process.platform === 'win32') return false;
  const { stdout } = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }));
  const [program = '', ...rest] = stdout.trim().split(/\s+/);
  if (!serverPrograms.test(basename(program))) return false;
  return rest.includes(configFile) || (target !== null && rest.some((word) => word.endsWith(`:${target.port}`)));
}

function argumentsOf(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8').split('\0');
  } catch {
    return [];
  }
}

function linkOf(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}

function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
