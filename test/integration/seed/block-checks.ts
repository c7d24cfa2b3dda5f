import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { World } from './world.ts';

/** What a block's lines must have achieved, by the heading of the block. @param shown the output of each line */
type BlockCheck = (world: World, shown: ReadonlyMap<string, string>) => Promise<void>;

const modeOf = async ({ manage }: World) => {
  const status = (await manage('status', '--json')).json() as { persistence: { mode: string } };
  return status.persistence.mode;
};
const folderOf = ({ home }: World) => join(home.path, 'user/.vrooli');

export const blockChecks: Readonly<Record<string, BlockCheck>> = {
  Installation: async ({ manage, port }) => {
    const status = (await manage('status', '--json')).json();
    expect(status).toMatchObject({ id: 'main', state: 'running', port: port(), url: `redis://localhost:${port()}` });
    expect(status).toMatchObject({ passwordSet: false });
  },
  'Basic Usage': async ({ redis }) => {
    // Databases 0-15.
    await expect(redis('-n', '15', 'ping')).resolves.toBe('PONG');
    expect(await redis('config', 'get', 'databases')).toBe('databases\n16');
  },
  'Customizing Configuration': async (world) => {
    const { redis } = world;
    expect(await redis('config', 'get', 'maxmemory')).toBe(`maxmemory\n${4 * 1024 ** 3}`);
    expect(await modeOf(world)).toBe('aof');
    await redis('set', 'kept-by-every-mode', 'yes');
    // Options: rdb, aof, both, none. Only none may lose data.
    for (const mode of ['rdb', 'both', 'aof', 'rdb'] as const) {
      expect(await world.manage('config', '--persistence', mode, '--yes', 'yes')).toMatchObject({ code: 0 });
      expect(await world.manage('restart')).toMatchObject({ code: 0 });
      expect(await modeOf(world)).toBe(mode);
      expect(await redis('get', 'kept-by-every-mode')).toBe('yes');
    }
    expect(await world.manage('config', '--persistence', 'none', '--yes', 'yes')).toMatchObject({ code: 0 });
    expect(await world.manage('restart', '--yes', 'yes')).toMatchObject({ code: 0 });
    expect(await modeOf(world)).toBe('none');
    expect(await redis('get', 'kept-by-every-mode')).toBe('');
  },
  'Data Management': async ({ manage }) => {
    const found = (await manage('list-backups', '--json')).json() as { name: string; proof: { ok: boolean } | null }[];
    expect(found.map(({ name }) => name)).toContain('pre-deploy');
  },
  'Multi-Tenant Client Management': async ({ manage }) => {
    expect((await manage('list-clients', '--json')).json()).toEqual([]);
  },
  'Creating Client Instances': async (world, shown) => {
    const [output = ''] = shown.values();
    expect(output).toMatch(/^Client: real-estate-client$/m);
    const port = Number(/^Port: (\d+)$/m.exec(output)?.[1]);
    const { clientPorts } = world.home;
    expect(port).toBeGreaterThanOrEqual(clientPorts.start);
    expect(port).toBeLessThanOrEqual(clientPorts.end);
    expect(output).toContain(`URL: redis://localhost:${port}`);
    await world.redis('set', 'of-main', '1');
    const tenant = join(folderOf(world), 'clients/real-estate-client/redis');
    const keys = (await world.manage('cli', '--client-id', 'real-estate-client', '--', 'DBSIZE')).stdout;
    expect(keys.trim()).toBe('0');
    for (const folder of ['data', 'config', 'logs'])
      expect((await stat(join(tenant, folder))).isDirectory()).toBe(true);
    expect(await readFile(join(tenant, 'config/redis.conf'), 'utf8')).toMatch(new RegExp(`^port ${port}$`, 'm'));
    const registry = await readFile(join(folderOf(world), 'port-registry.json'), 'utf8');
    expect(registry).toContain(String(port));
    expect(registry).toContain(String(world.port()));
  },
  'Integration with Client Project Builder': async ({ manage }) => {
    const tenants = (await manage('list-clients', '--json')).json();
    expect(tenants).toEqual(expect.arrayContaining([expect.objectContaining({ client: 'e-commerce-store' })]));
  },
  'Performance Tuning': async ({ manage, redis }) => {
    expect(await manage('install', '--runtime', 'process')).toMatchObject({ code: 0 });
    const expected = {
      maxmemory: String(4 * 1024 ** 3),
      'maxmemory-policy': 'allkeys-lru',
      save: '900 1 300 10',
      'tcp-backlog': '511',
      'tcp-keepalive': '300',
    };
    for (const [name, value] of Object.entries(expected))
      expect(await redis('config', 'get', name)).toBe(`${name}\n${value}`);
  },
  'Monitoring Integration': async (world) => {
    const info = await readFile(join(world.home.path, 'user/elsewhere/redis_metrics.txt'), 'utf8');
    expect(info).toMatch(/^redis_version:/m);
  },
  'Password Protection': async ({ manage, port }) => {
    const open = await manage('status', '--json');
    expect(open.json()).toMatchObject({ passwordSet: true, state: 'running', port: port() });
  },
  'Recovery Operations': async ({ manage }) => {
    const found = (await manage('list-backups', '--json')).json() as { name: string }[];
    expect(found.map(({ name }) => name)).toContain('before-migration');
  },
};
