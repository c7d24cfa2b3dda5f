import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { RuntimeKind } from '../../shared/contract/values.ts';
import { useBackupHome } from '../support/backup-home.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runManage } from '../support/run-manage.ts';
import { CONTAINERS, PROGRAMS } from '../support/runtime-kinds.ts';

const HOUR_MS = 3_600_000;

/** Main with keys of several types, in two databases. */
async function useOrigin(runtime: RuntimeKind) {
  const origin = await useBackupHome({ runtime });
  const { port } = origin.home;
  await redisCli(port, 'config', 'set', 'maxmemory-policy', 'volatile-lru');
  await redisCli(port, 'mset', 'cart:1', 'apple', 'cart:2', 'pear');
  await redisCli(port, 'hset', 'user:1', 'name', 'Ada');
  await redisCli(port, 'set', 'session', 'x', 'ex', '5000');
  await redisCli(port, '-n', '3', 'rpush', 'jobs', 'a', 'b');
  return { ...origin, port };
}

const digestOf = (port: number) => redisCli(port, 'debug', 'digest');

describeNeeding(['redis'], 'branch › process', () => {
  it('of a running instance › all its keys, changed apart from it, expires with a way back', async () => {
    const { services, done, home, port } = await useOrigin(PROGRAMS);
    const before = await digestOf(port);
    const { tenants } = services;
    const begun = tenants.branch({ id: 'try', from: 'main', expiresInSeconds: 24 * 3600 });
    expect(await done(begun)).toMatchObject({ client: 'try', keys: 5, branch: { from: 'main', of: null } });
    const branch = await tenants.get('try');
    const branchPort = branch.port ?? 0;
    expect(await digestOf(branchPort)).toBe(before);
    expect(Date.parse(branch.branch?.expiresAt ?? '') - Date.parse(branch.branch?.at ?? '')).toBe(24 * HOUR_MS);
    // Nothing is left of the copy, and main has no additional backup.
    expect(
      readdirSync(join(home.path, 'redis/desktop')).includes('branches')
        ? readdirSync(join(home.path, 'redis/desktop/branches'))
        : [],
    ).toEqual([]);
    expect(await services.backups.list('main')).toEqual([]);

    await redisCli(branchPort, 'del', 'cart:1');
    expect(await digestOf(port)).toBe(before);

    expect(await tenants.expireBranches(new Date(Date.now() + 23 * HOUR_MS))).toEqual([]);
    await tenants.setExpiry('try', 48 * 3600);
    expect(await tenants.expireBranches(new Date(Date.now() + 25 * HOUR_MS))).toEqual([]);
    const [expired] = await tenants.expireBranches(new Date(Date.now() + 49 * HOUR_MS));
    expect(expired).toMatchObject({ id: 'try' });
    expect(await tenants.list()).toEqual([]);
    expect(await tenants.destroyed()).toMatchObject([{ id: 'try', keys: 4 }]);

    await done(tenants.undoDestroy(expired?.safetyBackup ?? ''));
    expect(await redisCli((await tenants.get('try')).port ?? 0, 'get', 'cart:2')).toBe('pear');
    await tenants.setExpiry('try', null);
    expect(await tenants.expireBranches(new Date(Date.now() + 9000 * HOUR_MS))).toEqual([]);
  });

  it('of a backup, by the CLI › listed with its origin, extended, and the default is a day', async () => {
    const { services, home, port, backUp } = await useOrigin(PROGRAMS);
    await backUp('before', { verify: false });
    await redisCli(port, 'flushall');
    const run = (...args: string[]) => runManage([...args, '--json'], home.env);
    const made = await run('create-client', '--client-id', 'old', '--from', 'before');
    expect(made.json()).toMatchObject({ client: 'old', branch: { from: 'main', of: 'before' } });
    expect(await redisCli((await services.tenants.get('old')).port ?? 0, 'dbsize')).toBe('4');
    expect(await redisCli((await services.tenants.get('old')).port ?? 0, 'config', 'get', 'maxmemory')).toContain(
      (await redisCli(port, 'config', 'get', 'maxmemory')).split('\n')[1],
    );
    const kept = await run('extend-client', '--client-id', 'old', '--expires', 'none');
    expect(kept.json()).toMatchObject({ client: 'old', branch: { expiresAt: null } });
    expect((await run('create-client', '--client-id', 'no', '--from', 'nothing')).code).toBe(3);
    expect((await run('create-client', '--client-id', 'no', '--expires', '24h')).code).toBe(2);
    expect((await run('extend-client', '--client-id', 'old', '--expires', 'soon')).code).toBe(2);
    expect((await services.tenants.list()).map(({ id }) => id)).toEqual(['old']);
  });

  it('promoted › changed, added and deleted keys › the preview counts them, the origin equals the branch, undo', async () => {
    const { services, done, home, port } = await useOrigin(PROGRAMS);
    await done(services.tenants.branch({ id: 'try', from: 'main', expiresInSeconds: 3600 }));
    const branchPort = (await services.tenants.get('try')).port ?? 0;
    await redisCli(branchPort, 'set', 'cart:1', 'plum');
    await redisCli(branchPort, 'set', 'cart:3', 'fig');
    await redisCli(branchPort, 'del', 'cart:2');
    await redisCli(branchPort, '-n', '3', 'del', 'jobs');
    // A key written to the origin meanwhile is deleted, because all of the branch is promoted.
    await redisCli(port, 'set', 'later', 'x');
    const [origin, branch] = [await digestOf(port), await digestOf(branchPort)];
    const run = (...args: string[]) => runManage(['promote-client', '--client-id', 'try', ...args, '--json'], home.env);

    // Before Redis 7.2 a preview reads no values if the policy evicts by use.
    const counts = { restored: { keys: 1 }, deleted: { keys: 3 } };
    const preview = (await run('--dry-run')).json();
    expect(preview).toMatchObject({ into: 'main', problem: null, ...counts });
    expect((await run()).code).toBe(2);
    expect(await digestOf(port)).toBe(origin);

    expect((await run('--yes', 'yes')).json()).toMatchObject({ restored: 1, overwritten: 1, deleted: 3, equal: 2 });
    expect(await digestOf(port)).toBe(branch);
    expect((await runManage(['undo', '--yes', 'yes', '--json'], home.env)).json()).toMatchObject({ changed: 5 });
    expect(await digestOf(port)).toBe(origin);

    // Chosen keys are promoted without deletions.
    expect((await run('--pattern', 'cart:*', '--yes', 'yes')).json()).toMatchObject({ overwritten: 1, deleted: 0 });
    expect(await redisCli(port, 'get', 'cart:2')).toBe('pear');
    expect((await runManage(['promote-client', '--client-id', 'main'], home.env)).code).toBe(2);
    await done(services.tenants.create({ id: 'plain', runtime: PROGRAMS, generatePassword: false }));
    expect((await runManage(['promote-client', '--client-id', 'plain'], home.env)).code).toBe(2);
  });

  it('while another operation holds the origin › BUSY, and nothing is left of the branch', async () => {
    const { services, home } = await useOrigin(PROGRAMS);
    const held = await services.operations.list();
    expect(held.filter(({ state }) => state === 'running')).toEqual([]);
    const [first, second] = await Promise.all([
      services.tenants.branch({ id: 'one', from: 'main', expiresInSeconds: null }),
      services.tenants.branch({ id: 'two', from: 'main', expiresInSeconds: null }),
    ]);
    const ends = await Promise.allSettled([
      services.operations.settled(first.id),
      services.operations.settled(second.id),
    ]);
    const failed = ends.filter((end) => end.status === 'rejected');
    expect(failed.map(({ reason }) => reason.code)).toEqual(['BUSY']);
    const made = (await services.tenants.list()).map(({ id }) => id);
    expect(made).toHaveLength(1);
    expect(existsSync(join(home.path, 'clients', made[0] === 'one' ? 'two' : 'one'))).toBe(false);
  });
});

describeNeeding(['redis', 'docker'], 'branch › container', () => {
  it('of a running instance › all its keys, in a container of the same image', async () => {
    const { services, done, port } = await useOrigin(CONTAINERS);
    const before = await digestOf(port);
    const main = await services.instances.status('main');
    await done(services.tenants.branch({ id: 'try', from: 'main', expiresInSeconds: 3600 }));
    const branch = await services.tenants.get('try');
    expect(branch).toMatchObject({ runtime: CONTAINERS, image: main.image, isolated: true });
    expect(await digestOf(branch.port ?? 0)).toBe(before);
  });
});
