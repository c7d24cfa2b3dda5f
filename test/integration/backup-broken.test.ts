import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { useBackupHome } from '../support/backup-home.ts';
import { fillDataset, readDataset } from '../support/dataset.ts';
import { dockerAt } from '../support/docker-host.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { waitFor } from '../support/wait-for.ts';

describeNeeding(['redis', 'posix'], 'backups › a broken server', () => {
  it('it cannot start on its data › a restore works, and the safety backup keeps the broken files', async () => {
    const { home, data, services, backUp, restore, done } = await useBackupHome();
    await fillDataset(home.port, 300);
    const before = await readDataset(home.port);
    await backUp('good', { verify: false });
    await done(services.instances.stop('main'));
    await writeFile(join(data, 'dump.rdb'), 'REDIS0010 and then nothing that makes sense');
    await expect(done(services.instances.start('main'))).rejects.toMatchObject({ code: 'START_FAILED' });
    const { keys, safetyBackup } = await restore('good');
    expect(keys).toBe(before.size);
    await done(services.instances.start('main'));
    expect(await readDataset(home.port)).toEqual(before);
    expect(await services.backups.get('main', String(safetyBackup))).toMatchObject({ sizeBytes: 43 });
  });

  it('it is stopped, and its redis.conf has a line that Redis refuses › the failure says that it is stopped with its old data', async () => {
    const { home, data, services, backUp, restore, done } = await useBackupHome();
    await redisCli(home.port, 'set', 'k', 'v');
    await backUp('good', { verify: false });
    await done(services.instances.stop('main'));
    const before = await readFile(join(data, 'dump.rdb'));
    await appendFile(join(home.path, 'redis/config/redis.conf'), 'no-such-directive yes\n');
    await expect(restore('good')).rejects.toMatchObject({
      code: 'START_FAILED',
      message: expect.stringMatching(/The previous data was restored, and main is stopped\.$/),
    });
    expect(await services.instances.status('main')).toMatchObject({ state: 'stopped' });
    expect(await readFile(join(data, 'dump.rdb'))).toEqual(before);
  });
});

describeNeeding(['redis', 'docker', 'linux'], 'backups › a broken container', () => {
  it('paused, then in a crash loop › refused immediately, then restored and running', async () => {
    const { home, data, services, backUp, restore } = await useBackupHome({ runtime: 'docker' });
    await fillDataset(home.port, 300);
    const before = await readDataset(home.port);
    await backUp('good', { verify: false });
    const container = dockerAt(home.dockerHost ?? '').getContainer(home.env.REDIS_CONTAINER_NAME ?? '');
    await container.pause();
    const paused = { code: 'NOT_RUNNING', message: expect.stringContaining('docker unpause') };
    await expect(backUp('no')).rejects.toMatchObject(paused);
    await expect(restore('good')).rejects.toMatchObject(paused);
    await expect(services.backups.flush('main', 'all')).rejects.toMatchObject({ code: 'NOT_RUNNING' });
    await container.unpause();
    // It ended in a crash and finds a damaged dump at every start.
    await redisCli(home.port, 'config', 'set', 'save', '');
    await writeFile(join(data, 'dump.rdb'), 'REDIS0010 and then nothing that makes sense');
    await redisCli(home.port, 'debug', 'segfault').catch(() => undefined);
    await redisCli(home.port, 'shutdown', 'nosave').catch(() => undefined);
    await waitFor('main to crash', async () => (await services.instances.status('main')).problem?.code === 'CRASHED');
    await expect(backUp('no')).rejects.toMatchObject({ code: 'NOT_RUNNING' });
    // Between a start and its crash it counts as running; it is then refused because it does not reply.
    const restored = await waitFor('a restore between two starts', () => restore('good'));
    expect(restored).toMatchObject({ keys: before.size });
    expect(await readDataset(home.port)).toEqual(before);
    expect((await services.instances.status('main')).state).toBe('running');
  });
});
