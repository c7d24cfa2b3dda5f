import {
  appendFileSync,
  linkSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import type { RuntimeKind } from '../../shared/contract/values.ts';

/** Takes a lock file as required: it appears complete or not at all, and not while another process holds it. */
export function bareLock(path: string): () => void {
  const claim = `${path}.claim`;
  writeFileSync(claim, '{"holder":1}\n');
  linkSync(claim, path);
  rmSync(claim);
  return () => rmSync(path);
}

/** One change of the port registry: read and replaced under its lock. */
export function bareRegistry(home: string, change: (entries: Record<string, unknown>) => void): void {
  const path = join(home, 'bare-registry.json');
  const release = bareLock(`${path}.lock`);
  try {
    const entries = readJson(path);
    change(entries);
    bareReplace(path, JSON.stringify(entries));
  } finally {
    release();
  }
}

function readJson(path: string): Record<string, unknown> {
  const found = statSync(path, { throwIfNoEntry: false });
  return found ? JSON.parse(readFileSync(path, 'utf8')) : {};
}

/** A file that exists complete or not at all, and need not survive a crash of the machine. */
export function bareReplace(path: string, text: string): void {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}

/** The line of the activity log. */
export function bareActivity(home: string, text: string): void {
  appendFileSync(join(home, 'bare-activity.jsonl'), `${JSON.stringify({ at: new Date().toISOString(), text })}\n`);
}

/** Checks that a pid is the server that was started, since a process is never killed by its number alone. */
export function bareIdentity(pid: number): readonly string[] {
  if (process.platform !== 'linux') return [];
  return [readlinkSync(`/proc/${pid}/exe`), readlinkSync(`/proc/${pid}/cwd`), bareState(pid)];
}

function bareState(pid: number): string {
  return readFileSync(`/proc/${pid}/stat`, 'utf8');
}

/** A server that is polled, with what identifies it and its configuration. */
export interface PolledServer {
  readonly client: Redis;
  /** Null: the engine reports whether it runs. */
  readonly pid: number | null;
  /** Its records and its redis.conf. */
  readonly files: readonly string[];
}

/** The servers of instances, as their ports and files describe them. */
export async function polledServers(
  home: string,
  instances: readonly { readonly id: string; readonly port: number }[],
  kind: RuntimeKind,
): Promise<readonly PolledServer[]> {
  return Promise.all(
    instances.map(async ({ id, port }) => {
      const client = new Redis(port, '127.0.0.1');
      const own = id === 'main' ? home : join(home, 'clients', id);
      const record = id === 'main' ? join(home, 'redis/desktop/main.json') : join(own, 'redis.json');
      const conf = join(own, 'redis/config/redis.conf');
      if (kind === 'docker') return { client, pid: null, files: [record, conf] };
      const pid = Number(/process_id:(\d+)/.exec(await client.info('server'))?.[1]);
      return { client, pid, files: [record, conf, join(home, 'redis/desktop/processes', `${id}.json`)] };
    }),
  );
}

/**
 * The least that a poll of one server needs: PING, INFO with all fields and command statistics (which separate our own
 * commands from others'), its process and its files.
 */
export async function barePoll({ client, pid, files }: PolledServer): Promise<ReadonlyMap<string, string>> {
  const replies = client.pipeline().ping().info('all').exec();
  if (process.platform === 'linux' && pid !== null) bareState(pid);
  for (const file of files) statSync(file);
  const text = String((await replies)?.[1]?.[1]);
  const lines = text.split('\r\n').filter((line) => line.includes(':'));
  return new Map(lines.map((line) => line.split(':', 2) as [string, string]));
}
