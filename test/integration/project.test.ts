import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Tenant } from '../../shared/contract/tenant.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { useTestHome } from '../support/use-test-home.ts';
import { writeKeysRdb } from '../support/write-keys-rdb.ts';

const SEED_KEYS = 100;

/** A repository with a seed of 100 keys beside its project file. */
async function useProject() {
  const home = await useTestHome();
  const folder = join(home.path, 'shop');
  mkdirSync(folder);
  await writeKeysRdb(join(folder, 'seed.rdb'), SEED_KEYS);
  const write = (file: object) => writeFileSync(join(folder, 'vrooli-redis.json'), JSON.stringify(file));
  const run = (action: string, ...flags: readonly string[]) =>
    runInProcess([action, '--folder', folder, ...flags], home.env);
  const up = async () => (await run('up', '--json')).json() as Tenant;
  return { home, folder, write, run, up };
}

/** Copies of seeds in a home. */
function leftSeeds(home: string): readonly string[] {
  const folder = join(home, 'redis/desktop/seeds');
  return existsSync(folder) ? readdirSync(folder) : [];
}

const base = { tenant: 'shop', runtime: 'process', settings: { maxmemory: '64mb', databases: 32 } };

describeNeeding(['redis'], 'project › process', () => {
  it('up, up, down, up, down --remove › one tenant with its settings and its seed, restored once', async () => {
    const { home, write, run, up } = await useProject();
    write({ ...base, seed: 'seed.rdb' });
    const made = await up();
    expect(made).toMatchObject({ client: 'shop', state: 'running', keys: SEED_KEYS, health: 'healthy' });
    const port = made.port ?? 0;
    expect(made.url).toBe(`redis://localhost:${port}`);
    expect(await redisCli(port, 'config', 'get', 'maxmemory')).toBe(`maxmemory\n${64 * 1024 * 1024}`);
    expect(await redisCli(port, 'config', 'get', 'databases')).toBe('databases\n32');
    expect(leftSeeds(home.path)).toEqual([]);

    await redisCli(port, 'set', 'own', '1');
    expect((await run('up')).stdout).toContain('shop is running with these settings; nothing was changed.');

    expect((await run('down', '--json')).json()).toMatchObject({ id: 'shop', state: 'stopped' });
    write({ ...base, seed: 'seed.rdb', settings: { maxmemory: '32mb', 'maxmemory-policy': 'volatile-lru' } });
    const again = await run('up');
    expect(again.stdout).toContain('Started shop.');
    expect(again.stdout).toMatch(/maxmemory-policy\s+allkeys-lru → volatile-lru/);
    expect(await redisCli(port, 'dbsize')).toBe(String(SEED_KEYS + 1));
    expect(await redisCli(port, 'config', 'get', 'maxmemory')).toBe(`maxmemory\n${32 * 1024 * 1024}`);

    expect(await run('down', '--remove', 'yes')).toMatchObject({ code: 2 });
    expect(await redisCli(port, 'get', 'own')).toBe('1');
    const removed = (await run('down', '--remove', 'yes', '--yes', 'yes', '--json')).json() as { safetyBackup: string };
    expect(removed).toMatchObject({ id: 'shop', removedData: true });
    const back = await runInProcess(['undo-destroy', '--safety-backup', removed.safetyBackup], home.env);
    expect(back).toMatchObject({ code: 0 });
    expect((await up()).keys).toBe(SEED_KEYS + 1);
  });

  it.each([
    ['a directive that loads code', { settings: { loadmodule: '/tmp/x.so' } }, 'settings.loadmodule'],
    ['a seed outside of the project', { seed: '../../etc/passwd' }, 'seed'],
    ['a field of its own', { script: 'curl' }, 'script'],
    ['a version that is not installed', { version: '2.8' }, 'version'],
    ['a value that Redis refuses', { settings: { maxmemory: '1.5g' } }, 'maxmemory'],
  ])('up › %s › exit code 2, and nothing is made', async (_, extra, field) => {
    const { home, write, run } = await useProject();
    write({ ...base, ...extra });
    const refused = await run('up', '--json');
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.json()).toMatchObject({ error: { code: 'BAD_VALUE', data: { field } } });
    expect(existsSync(join(home.path, 'redis/clients'))).toBe(false);
  });

  it('up › a truncated seed › fails, and no tenant and no copy is left', async () => {
    const { home, folder, write, run } = await useProject();
    truncateSync(join(folder, 'seed.rdb'), 600);
    write({ ...base, seed: 'seed.rdb' });
    const failed = await run('up');
    expect(failed).toMatchObject({ code: 1 });
    expect(failed.stderr).toMatch(/The seed .*\/shop\/seed\.rdb is damaged: .*No tenant was created\./);
    expect((await runInProcess(['list-clients', '--json'], home.env)).json()).toEqual([]);
    expect(leftSeeds(home.path)).toEqual([]);
  });

  it('up and down › no project file, or a tenant that does not exist › 3', async () => {
    const { home, folder, write, run } = await useProject();
    for (const action of ['up', 'down']) {
      const missing = await runInProcess([action, '--folder', home.path], home.env);
      expect(missing).toMatchObject({ code: 3 });
      expect(missing.stderr).toContain('There is no vrooli-redis.json in');
    }
    write(base);
    expect(await run('down')).toMatchObject({ code: 3 });
    expect(readFileSync(join(folder, 'vrooli-redis.json'), 'utf8')).toBe(JSON.stringify(base));
  });
});
