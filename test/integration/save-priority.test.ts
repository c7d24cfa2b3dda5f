import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants, getPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { ownSave } from '../../electron/services/backups/take/verified-save.ts';
import { createRedisLink } from '../../electron/services/redis/connection/redis-link.ts';
import { lowerSavePriority } from '../../electron/services/redis/data/save-priority.ts';
import { parseInfo } from '../../electron/services/redis/info/info.ts';
import { type BareRedis, bareRedis } from '../support/bare-redis.ts';
import { endChild, track } from '../support/children.ts';
import { follow } from '../support/followed-server.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { waitFor } from '../support/wait-for.ts';

const LOW = constants.priority.PRIORITY_BELOW_NORMAL;

/** A server whose saves last 200 ms or longer. */
async function slowSaver(...args: readonly string[]): Promise<BareRedis> {
  const server = await bareRedis('--rdb-key-save-delay', '50000', ...args);
  onTestFinished(server.dispose);
  await redisCli(server.port, 'mset', 'a', '1', 'b', '2', 'c', '3', 'd', '4');
  return server;
}

/** The priority of the child that saves, 100 ms after its begin. */
async function childPriority({ pid }: BareRedis): Promise<number> {
  const children = () => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  const child = await waitFor('the child that saves', async () => children() || null, { everyMs: 2 });
  await sleep(100);
  return getPriority(Number(child));
}

async function backUp({ port, folder }: BareRedis, gently: boolean): Promise<void> {
  const link = createRedisLink({ host: '127.0.0.1', port, password: null });
  onTestFinished(() => link.close());
  const op = { progress: () => undefined, log: () => undefined, signal: new AbortController().signal };
  const save = await ownSave({ id: 'main', link, dataFolder: folder, gently, op: op as never });
  await save?.file.close();
}

describeNeeding(['redis', 'linux'], 'priority of saves', () => {
  it('save priority › a backup › the child runs after the clients of the server', async () => {
    const server = await slowSaver();
    const before = getPriority(server.pid);
    const [priority] = await Promise.all([childPriority(server), backUp(server, true)]);
    expect(priority).toBe(LOW);
    expect(getPriority(server.pid)).toBe(before);
  });

  it('save priority › a backup that a person waits for › the child keeps the priority of the server', async () => {
    const server = await slowSaver();
    const [priority] = await Promise.all([childPriority(server), backUp(server, false)]);
    expect(priority).toBe(getPriority(server.pid));
  });

  it.each([
    ['through its dump', '3600 1'],
    ['without a file', ''],
  ])('save priority › a copy of all keys %s › the child runs after the clients of the server', async (_, save) => {
    const server = await slowSaver('--save', save, '--repl-diskless-sync-delay', '0');
    const feed = follow({ port: server.port }, { dataFolder: server.folder });
    expect(await childPriority(server)).toBe(LOW);
    await feed.until('the copy', ({ phase }) => phase === 'following');
  });

  it('save priority › a process of another age has the pid that a server reports › its children keep their priority', async () => {
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'], { stdio: 'ignore' });
    track(child, 'a child of this test');
    onTestFinished(() => endChild(child, 'SIGKILL'));
    const server = await slowSaver();
    const info = await redisCli(server.port, 'info', 'server');
    const older = info
      .replace(/^process_id:\d+/m, `process_id:${process.pid}`)
      .replace(/^uptime_in_seconds:\d+/m, 'uptime_in_seconds:100000');
    const end = lowerSavePriority(parseInfo(older));
    onTestFinished(end);
    await sleep(50);
    expect(getPriority(child.pid ?? 0)).toBe(getPriority(process.pid));
  });
});
