import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { withValue } from '../../electron/services/redis/conf/conf-values.ts';
import { persistenceOf, switchesFor } from '../../electron/services/redis/conf/persistence-mode.ts';
import { formatRedisConf, parseRedisConf } from '../../electron/services/redis/conf/redis-conf.ts';
import { createRedisLink, type RedisLink } from '../../electron/services/redis/connection/redis-link.ts';
import { dataNames } from '../../electron/services/redis/data/data-form.ts';
import { removeAof } from '../../electron/services/redis/data/leave-aof.ts';
import { moveLive } from '../../electron/services/settings/apply/move-live.ts';
import { endChild, track } from '../support/children.ts';
import { describeNeeding } from '../support/needs.ts';
import { everyTransition, type Mode } from '../support/persistence-modes.ts';
import { freePort } from '../support/ports.ts';
import { redisCli } from '../support/redis-cli.ts';
import { fill, useSettingsHome } from '../support/settings-home.ts';
import { thorough } from '../support/thorough.ts';
import { waitFor } from '../support/wait-for.ts';

const KEYS = 2000;
const SAVE = '900 1 300 10';

class Died extends Error {}

/** A connection of a program that dies before its n-th call: it makes no call from then on. */
function dyingAfter(link: RedisLink, calls: number): { link: RedisLink; die: () => void; count: () => number } {
  let made = 0;
  const live = () => {
    if (made >= calls) throw new Died();
    made += 1;
  };
  return {
    count: () => made,
    die: live,
    link: {
      ...link,
      async call(...args) {
        live();
        return link.call(...args);
      },
      async batch(...args) {
        live();
        return link.batch(...args);
      },
    },
  };
}

async function server(folder: string, port: number) {
  const child = spawn('redis-server', [join(folder, 'redis.conf')], { stdio: 'ignore', cwd: folder });
  track(child, `redis-server on port ${port}`);
  await waitFor(
    'its data to be loaded',
    async () =>
      (await redisCli(port, 'ping')) === 'PONG' && (await redisCli(port, 'info', 'persistence')).includes('loading:0'),
    { everyMs: 5 },
  );
  return child;
}

function textOf(port: number, folder: string, mode: Mode): string {
  const { appendonly, save } = switchesFor(mode, { appendonly: 'no', save: '' }, SAVE);
  const text = `port ${port}\nbind 127.0.0.1\ndir ${folder}\n`;
  return formatRedisConf(withValue(withValue(parseRedisConf(text), 'appendonly', appendonly), 'save', save));
}

/**
 * Redis ignores SIGTERM while it writes its first AOF, so the signal is repeated, as an engine does that stops
 * containers.
 */
async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const again = setInterval(() => child.kill(signal), 50);
  await endChild(child, signal);
  clearInterval(again);
}

/**
 * For every change of persistence and every n: the program dies after its n-th step. Then Redis shuts down or is
 * killed, and starts with whatever file exists, without our help.
 */
describeNeeding(['redis', 'posix'], 'change of settings › killed after each step', () => {
  for (const end of ['SIGTERM', 'SIGKILL'] as const) {
    const cases = everyTransition.filter((_, index) => thorough || index % 6 === (end === 'SIGTERM' ? 0 : 1));
    test.each(cases)(`%s → %s, ${end} › all data`, async (from, to) => {
      for (let steps = 0; ; steps++) {
        const folder = await mkdtemp(join(tmpdir(), 'vt-steps-'));
        onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
        const port = await freePort();
        const file = join(folder, 'redis.conf');
        await writeFile(file, textOf(port, folder, from));
        const first = await server(folder, port);
        await fill(port, KEYS);
        // A server that shuts down saves by itself. A killed server has its last save, or the content of the AOF.
        if (from === 'none' || (from === 'rdb' && end === 'SIGKILL')) await redisCli(port, 'save');
        else if (from !== 'rdb')
          await waitFor('the AOF', async () => {
            const info = await redisCli(port, 'info', 'persistence');
            // While a disk is slow to sync, Redis buffers writes for up to 2 s: a kill would lose them.
            return info.includes('aof_pending_bio_fsync:0') && info.includes('aof_buffer_length:0');
          });
        const real = createRedisLink({ host: '127.0.0.1', port, password: null });
        const dying = dyingAfter(real, steps);
        const done = await moveLive({
          id: 'main',
          link: dying.link,
          op: { progress: () => undefined },
          persistence: persistenceOf(parseRedisConf(textOf(port, folder, to))),
          values: {},
          commit: async () => {
            dying.die();
            await writeFile(file, textOf(port, folder, to));
          },
          leaveAof: async () => {
            dying.die();
            await removeAof(folder, dataNames(parseRedisConf(textOf(port, folder, from))));
          },
        }).then(
          () => true,
          (error: unknown) => {
            if (error instanceof Died) return false;
            throw error;
          },
        );
        real.close();
        await ended(first, end);
        const second = await server(folder, port);
        const what = `${from} → ${to}, dead after ${steps} steps, then ${end}; the file: ${(await readFile(file, 'utf8')).replaceAll('\n', ' ')}`;
        expect(Number(await redisCli(port, 'dbsize')), what).toBe(KEYS);
        await endChild(second, 'SIGKILL');
        if (done) break;
      }
    });
  }
});

/**
 * The file says `appendonly no`; the AOF is off but not removed yet, and the writes since the snapshot are only in the
 * AOF. Whichever of the two the file makes a start read would be the older one. Our next start takes the one that was
 * written last.
 */
describeNeeding(['redis', 'posix'], 'change of persistence › killed between switching off and removing the AOF', () => {
  test.each(['rdb', 'none'] as const)('to %s › the next start loads all data', async (to) => {
    const { home, services, configFile, apply, done } = await useSettingsHome();
    await apply({ kind: 'changes', changes: {}, persistence: 'aof' });
    await fill(home.port, KEYS);
    const data = join(home.path, 'redis/data');
    const before = parseRedisConf(await readFile(configFile, 'utf8'));
    const { appendonly, save } = switchesFor(to, persistenceOf(before), SAVE);
    const after = withValue(withValue(before, 'appendonly', appendonly), 'save', save);
    const link = createRedisLink({ host: '127.0.0.1', port: home.port, password: null });
    onTestFinished(() => link.close());
    const moved = moveLive({
      id: 'main',
      link,
      op: { progress: () => undefined },
      persistence: persistenceOf(after),
      values: {},
      commit: async () => {
        // A client continues to write while the snapshot is saved, and after it.
        await redisCli(home.port, 'set', 'late', 'x');
        await writeFile(configFile, formatRedisConf(after));
      },
      leaveAof: async () => {
        const [, pid] = /process_id:(\d+)/.exec(await redisCli(home.port, 'info', 'server')) ?? [];
        process.kill(Number(pid), 'SIGKILL');
        throw new Died();
      },
    });
    await expect(moved).rejects.toThrow(Died);
    expect(await readdir(data)).toContain('appendonlydir');
    await waitFor('the server to be gone', async () => (await services.instances.status('main')).state === 'stopped');
    await done(services.instances.start('main'));
    expect(await redisCli(home.port, 'dbsize')).toBe(String(KEYS + 1));
    expect(await redisCli(home.port, 'get', 'late')).toBe('x');
    expect(await readdir(data)).not.toContain('appendonlydir');
  });
});
