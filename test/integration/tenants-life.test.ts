import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { newTenant, servicesOnHome } from '../support/tenant-fixture.ts';

for (const runtime of ['process', 'docker'] as const) {
  describeNeeding(runtime === 'docker' ? ['redis', 'docker'] : ['redis'], `tenants of the ${runtime} runtime`, () => {
    it('ports › assigned in order; a stopped tenant keeps its port', async () => {
      const { home, services } = await servicesOnHome();
      const { start } = home.clientPorts;
      const first = await newTenant(services, { id: 'acme-corp', runtime });
      expect(first).toMatchObject({ client: 'acme-corp', port: start, state: 'running', health: 'healthy', keys: 0 });
      expect((await newTenant(services, { id: 'second', runtime })).port).toBe(start + 1);
      await services.operations.settled((await services.instances.stop('acme-corp')).id);
      expect((await newTenant(services, { id: 'third', runtime })).port).toBe(start + 2);

      const registry = JSON.parse(await readFile(join(home.path, 'port-registry.json'), 'utf8'));
      expect(registry).toMatchObject({
        [start]: { owner: 'acme-corp', state: 'stopped' },
        [start + 1]: { owner: 'second', state: 'running' },
        [start + 2]: { owner: 'third', state: 'running' },
      });
      expect((await services.tenants.list()).map(({ id, state }) => [id, state])).toEqual([
        ['acme-corp', 'stopped'],
        ['second', 'running'],
        ['third', 'running'],
      ]);
    });

    it('destroy and undo › all keys on the same port', async () => {
      const { home, services } = await servicesOnHome();
      const { port } = await newTenant(services, { id: 'acme-corp', runtime, notes: 'shop', group: 'retail' });
      await redisCli(Number(port), 'SET', 'cart', 'full');
      const preview = await services.tenants.destroyPreview('acme-corp');
      expect(preview).toMatchObject({ keys: 1, port });

      const destroyed = await services.operations.settled((await services.tenants.destroy('acme-corp')).id);
      expect(destroyed.result).toMatchObject({ id: 'acme-corp', removedData: true });
      expect(await services.tenants.list()).toEqual([]);
      await expect(stat(join(home.path, 'clients'))).rejects.toThrow('ENOENT');
      await expect(stat(join(home.path, 'port-registry.json'))).rejects.toThrow('ENOENT');

      const [kept] = await services.tenants.destroyed();
      expect(kept).toMatchObject({ id: 'acme-corp', port, keys: 1, runtime });
      await services.operations.settled((await services.tenants.undoDestroy(kept?.safetyBackup ?? '')).id);
      expect(await redisCli(Number(port), 'GET', 'cart')).toBe('full');
      expect(await services.tenants.get('acme-corp')).toMatchObject({
        port,
        notes: 'shop',
        group: 'retail',
        defect: null,
      });
      expect(await services.tenants.destroyed()).toEqual([]);
    });

    it('destroy › persistence none › keeps unsaved keys', async () => {
      const { services } = await servicesOnHome({ env: { REDIS_PERSISTENCE: 'none' } });
      const { port } = await newTenant(services, { id: 'volatile', runtime });
      await redisCli(Number(port), 'SET', 'only', 'in memory');
      await services.operations.settled((await services.tenants.destroy('volatile')).id);
      const [kept] = await services.tenants.destroyed();
      await services.operations.settled((await services.tenants.undoDestroy(kept?.safetyBackup ?? '')).id);
      expect(await redisCli(Number(port), 'GET', 'only')).toBe('in memory');
    });

    it('generated password › only in a redis.conf of mode 0600', async () => {
      const { home, services } = await servicesOnHome({ env: { REDIS_PASSWORD: 'main-secret' } });
      const made = await newTenant(services, { id: 'secret', runtime, generatePassword: true });
      const open = await newTenant(services, { id: 'open', runtime });
      expect([made.passwordSet, open.passwordSet]).toEqual([true, false]);
      const { password } = await services.instances.connection('secret', { reveal: true });
      expect(password).toMatch(/^[\w-]{32}$/);
      expect((await services.instances.connection('secret', { reveal: false })).url).not.toContain(password);
      const config = join(home.path, 'clients/secret/redis/config/redis.conf');
      expect((await stat(config)).mode & 0o777).toBe(0o600);
      const elsewhere = [
        await readFile(join(home.path, 'clients/secret/redis.json'), 'utf8'),
        await readFile(join(home.path, 'clients/secret/redis/logs/redis.log'), 'utf8'),
        JSON.stringify(await services.operations.list()),
        JSON.stringify(await services.tenants.list()),
      ].join('\n');
      expect(elsewhere).not.toContain(password);
      expect(await readFile(config, 'utf8')).not.toContain('main-secret');
    });

    it('create cancelled › leaves nothing', async () => {
      const { home, services } = await servicesOnHome();
      const begun = await services.tenants.create({ id: 'doomed', runtime, generatePassword: false });
      services.operations.cancel(begun.id);
      await expect(services.operations.settled(begun.id)).rejects.toMatchObject({ code: 'CANCELLED' });
      expect(await services.tenants.list()).toEqual([]);
      await expect(stat(join(home.path, 'clients'))).rejects.toThrow('ENOENT');
      await expect(stat(join(home.path, 'port-registry.json'))).rejects.toThrow('ENOENT');
    });
  });
}
