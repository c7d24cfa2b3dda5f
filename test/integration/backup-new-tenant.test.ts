import { access, copyFile, open } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createTenantInput } from '../../shared/contract/tenant.ts';
import { useBackupHome } from '../support/backup-home.ts';
import { fillDataset, readDataset } from '../support/dataset.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runManage } from '../support/run-manage.ts';

const asTenant = (id: string) => createTenantInput.parse({ id, runtime: 'process' });

describeNeeding(['redis', 'posix'], 'restore into a new tenant', () => {
  it('keys in database 30 › all keys are restored, and main does not change', async () => {
    const { home, services, backUp, done } = await useBackupHome({ mode: 'both', env: { REDIS_DATABASES: '32' } });
    await fillDataset(home.port, 500);
    await redisCli(home.port, '-n', '30', 'set', 'far', 'up');
    const before = await readDataset(home.port);
    await backUp('one', { kind: 'archive' });
    const preview = await services.backups.restorePreview('main', 'one', asTenant('copy'));
    expect(preview).toMatchObject({ into: 'copy', now: { state: 'missing', keys: 0 }, problem: null });
    const result = await done(services.backups.restore('main', 'one', asTenant('copy')));
    expect(result).toMatchObject({ instance: 'copy', keys: before.size, safetyBackup: null });
    const { port } = await services.tenants.get('copy');
    expect(await readDataset(Number(port))).toEqual(before);
    await done(services.instances.restart('copy'));
    expect(await readDataset(Number(port))).toEqual(before);
    // The new tenant is independent of main.
    await redisCli(Number(port), 'flushall');
    expect(await readDataset(home.port)).toEqual(before);
    expect(await services.backups.undoable('copy')).toBeNull();
  });

  it('a damaged backup, a taken id or a taken port › no tenant is created', async () => {
    const { home, services, backups, backUp, done } = await useBackupHome();
    await fillDataset(home.port, 300);
    await backUp('one', { verify: false });
    await copyFile(join(backups, 'one.rdb'), join(backups, 'bad.rdb'));
    const file = await open(join(backups, 'bad.rdb'), 'r+');
    await file.write(Buffer.from('?'), 0, 1, 2000);
    await file.close();
    const into = (name: string, change: object = {}) =>
      done(services.backups.restore('main', name, { ...asTenant('copy'), ...change }));
    await expect(into('bad')).rejects.toMatchObject({ code: 'BACKUP_DAMAGED' });
    await expect(into('one', { port: home.port })).rejects.toMatchObject({ code: 'BAD_VALUE' });
    await expect(into('one', { memory: 'much' })).rejects.toMatchObject({ code: 'BAD_VALUE' });
    expect(await services.tenants.list()).toEqual([]);
    await expect(access(join(home.path, 'clients'))).rejects.toMatchObject({ code: 'ENOENT' });
    await into('one');
    await expect(into('one')).rejects.toMatchObject({ code: 'BAD_VALUE', data: { field: 'client-id' } });
  });

  it('the CLI › a new tenant, an existing one with confirmation, and invalid combinations', async () => {
    const { home, backUp } = await useBackupHome();
    await redisCli(home.port, 'set', 'k', 'v');
    await backUp('one', { verify: false });
    const restore = (...args: string[]) =>
      runManage(['--action', 'restore', '--backup-name', 'one', '--json', ...args], home.env);
    const made = await restore('--to-client', 'copy', '--runtime', 'process', '--port', String(home.clientPorts.end));
    expect([made.code, made.json()]).toEqual([0, expect.objectContaining({ instance: 'copy', keys: 1 })]);
    expect(await redisCli(home.clientPorts.end, 'getdel', 'k')).toBe('v');
    // Data would be lost there, so it asks.
    expect((await restore('--into', 'copy')).code).toBe(2);
    const replaced = await restore('--into', 'copy', '--yes', 'yes');
    expect(replaced.json()).toMatchObject({ keys: 1, safetyBackup: expect.any(String) });
    expect(await redisCli(home.clientPorts.end, 'get', 'k')).toBe('v');
    for (const args of [
      ['--to-client', 'copy'],
      ['--to-client', 'x', '--into', 'copy'],
      ['--port', '1'],
      ['--to-client', 'main'],
    ])
      expect((await restore(...args)).code).toBe(2);
  });
});
