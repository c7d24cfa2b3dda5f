import { execFile } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import type { RedisTarget } from '../../redis/connection/redis-link.ts';
import type { ProcessRecord } from './process-record.ts';
import { askIdentity } from './server-identity.ts';

/** In Debian's package, `redis-server` and `redis-check-rdb` are one program. */
const serverPrograms = /^(redis|valkey)-(server|check-rdb|check-aof)(\.exe)?$/;

/**
 * Whether the process of a record is its server: by its program and its folder or arguments, else by its run id. A pid
 * and a start time alone may belong to another program if the record was copied from another computer or edited.
 * @param dataFolder the server's working folder
 * @param target the address with which it was started; null if unknown
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
  // CONFIG SET dir changed its folder, or the system does not report it: ask the server.
  if (!target || running.runId === null) return false;
  const identity = await askIdentity(target, 1000);
  if (identity === null || identity === 'refused') return false;
  return identity.pid === running.pid && identity.runId === running.runId;
}

/** A started server replaces its arguments with its title, but keeps its working folder. */
function byProc(pid: number, { program, configFile }: ProcessRecord, dataFolder: string): boolean {
  const folder = `/proc/${pid}`;
  // The kernel appends " (deleted)" after an upgrade has replaced the program.
  const exe = linkOf(`${folder}/exe`)?.replace(/ \(deleted\)$/, '') ?? null;
  const args = argumentsOf(`${folder}/cmdline`);
  // A wrapper script is an argument of its interpreter.
  if (args.includes(program) && args.includes(configFile)) return true;
  if (exe === null || !(serverPrograms.test(basename(exe)) || exe === realOf(program))) return false;
  return linkOf(`${folder}/cwd`) === realOf(dataFolder) || args.includes(configFile);
}

/** `ps` shows `redis-server 127.0.0.1:6380` after the start, and the command line before. */
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
