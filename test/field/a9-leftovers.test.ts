import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createServices } from '../../electron/services/create-services.ts';
import type { Removal } from '../../shared/contract/instance.ts';
import { useBackupHome } from '../support/backup-home.ts';
import { fillDataset, readDataset } from '../support/dataset.ts';
import { redisCli } from '../support/redis-cli.ts';
import { newTenant, servicesOnHome } from '../support/tenant-fixture.ts';
import { describeFieldPoint } from './field-point.ts';

/** The pid of a process that has ended. */
const deadPid = () => spawnSync('true').pid;

describeFieldPoint('A9', 'temporary files', (runtime) => {
  it('backup › a snapshot of a stopped AOF instance › leaves nothing beside the backup', async () => {
    const { home, services, backups, done, backUp, restore } = await useBackupHome({ runtime, mode: 'aof' });
    await fillDataset(home.port, 200);
    const before = await readDataset(home.port);
    await done(services.instances.stop('main'));
    expect(await backUp('stopped', { verify: false })).toMatchObject({ keys: before.size, kind: 'snapshot' });
    expect((await readdir(backups)).sort()).toEqual(['stopped.info', 'stopped.rdb']);
    await done(services.instances.start('main'));
    await redisCli(home.port, 'flushall');
    await restore('stopped');
    expect(await readDataset(home.port)).toEqual(before);
    expect((await readdir(backups)).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('start › leftovers of earlier processes › are removed, and those of a process that runs are kept', async () => {
    const { home, services } = await useBackupHome({ runtime });
    await services.close();
    const [dead, living] = [deadPid(), process.ppid];
    const at = (...names: string[]) => join(home.path, ...names);
    const left = [
      at('redis/backups', `.part-${dead}-0123456789ab`),
      at('redis/backups', `.part-${dead}-0123456789ab-plain`),
      at('redis/backups', `manual.info.${dead}.01234567.tmp`),
      at('redis/desktop/metrics', `settings.json.${dead}.01234567.tmp`),
      at('redis/desktop/destroyed/acme-1', `redis.json.${dead}.01234567.tmp`),
      at('clients/acme/redis/backups', `.part-${dead}-0123456789ab`),
    ];
    const kept = [
      at('redis/backups', `.part-${living}-0123456789ab`),
      at('redis/backups', 'manual.rdb'),
      at('redis/backups', '.part-notes'),
      at('redis/config', `redis.conf.${living}.01234567.tmp`),
    ];
    const work = at('redis/backups', `.part-${dead}-0123456789ab-work`);
    for (const path of [...left, ...kept, join(work, 'appendonlydir/appendonly.aof.1.incr.aof')]) {
      await mkdir(join(path, '..'), { recursive: true });
      await writeFile(path, 'x');
    }
    const next = await createServices({ env: home.env, client: 'terminal' });
    await next.close();
    const names = await filesBelow(home.path);
    for (const path of [...left, work]) expect(names).not.toContain(path);
    for (const path of kept) expect(names).toContain(path);
  });

  it('destroy › a write of redis.json was cut off › the kept folder has no temporary file', async () => {
    const { home, services } = await servicesOnHome({ docker: runtime === 'docker' });
    await newTenant(services, { id: 'acme', runtime });
    const folder = join(home.path, 'clients/acme');
    for (const name of ['redis.json', 'redis/config/redis.conf'])
      await writeFile(join(folder, `${name}.${process.pid}.89abcdef.tmp`), '{');
    const begun = await services.tenants.destroy('acme');
    const { safetyBackup } = (await services.operations.settled(begun.id)).result as Removal;
    const kept = join(home.path, 'redis/desktop/destroyed', safetyBackup ?? '');
    expect((await filesBelow(kept)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect(JSON.parse(await readFile(join(kept, 'redis.json'), 'utf8'))).toMatchObject({ clientId: 'acme' });
  });
});

async function filesBelow(folder: string): Promise<readonly string[]> {
  return (await readdir(folder, { recursive: true })).map((name) => join(folder, name));
}
