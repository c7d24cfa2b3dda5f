import { chmod, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { RuntimeKind } from '../../shared/contract/values.ts';
import { type BackupHome, useBackupHome } from '../support/backup-home.ts';
import { fillDataset, readDataset } from '../support/dataset.ts';
import { dockerAt } from '../support/docker-host.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runProgram } from '../support/run-program.ts';
import { thorough } from '../support/thorough.ts';
import { waitFor } from '../support/wait-for.ts';

/** The user that the official image drops to. */
const REDIS = 999;

async function giveAway(...folders: readonly string[]): Promise<void> {
  const { code, stderr } = await runProgram('chown', ['-R', `${REDIS}:${REDIS}`, ...folders]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
}

/** A container as the old scripts created it: without our labels, and with its own user. */
async function asOfTheScripts({ home }: BackupHome): Promise<void> {
  const engine = dockerAt(home.dockerHost ?? '');
  const name = `${home.token}-main`;
  const { Image, HostConfig } = await engine.getContainer(name).inspect();
  await engine.getContainer(name).remove({ force: true });
  const root = join(home.path, 'redis');
  await giveAway(join(root, 'data'), join(root, 'logs'));
  await chmod(join(root, 'config'), 0o755);
  await chmod(join(root, 'config/redis.conf'), 0o644);
  const { Mounts, PortBindings } = HostConfig;
  const container = await engine.createContainer({
    name,
    Image,
    User: `${REDIS}:${REDIS}`,
    Cmd: ['redis-server', '/usr/local/etc/redis/redis.conf'],
    ExposedPorts: { '6379/tcp': {} },
    HostConfig: { Mounts: Mounts ?? [], PortBindings, RestartPolicy: { Name: 'unless-stopped' } },
  });
  onTestFinished(async () => void (await container.remove({ force: true }).catch(() => undefined)));
  await container.start();
  await waitFor('PONG', async () => (await redisCli(home.port, 'ping').catch(() => '')) === 'PONG');
}

const cases: readonly (readonly [RuntimeKind, 'rdb' | 'both'])[] = [
  ['process', 'rdb'],
  ['docker', 'both'],
  ...(thorough
    ? ([
        ['process', 'both'],
        ['docker', 'rdb'],
      ] as const)
    : []),
];

for (const [runtime, mode] of cases) {
  const needs = runtime === 'docker' ? (['redis', 'docker', 'root'] as const) : (['redis', 'root'] as const);
  describeNeeding(needs, `restore › data of another user in a ${runtime} with persistence ${mode}`, () => {
    it('root restores it › the files still belong to that user', async () => {
      const bench = await useBackupHome({ runtime, mode });
      const { home, data, backUp, restore } = bench;
      if (runtime === 'docker') await asOfTheScripts(bench);
      else await giveAway(data);
      await fillDataset(home.port, 200);
      const before = await readDataset(home.port);
      await backUp('kept');
      await redisCli(home.port, 'flushall');
      await restore('kept');
      expect(await readDataset(home.port)).toEqual(before);
      const owners = await Promise.all((await readdir(data)).map(async (name) => (await stat(join(data, name))).uid));
      // A redis-server that runs as root owns the files that it creates.
      if (runtime === 'docker') expect(new Set(owners)).toEqual(new Set([REDIS]));
      else expect((await stat(join(data, 'dump.rdb'))).uid).toBe(REDIS);
    });
  });
}
