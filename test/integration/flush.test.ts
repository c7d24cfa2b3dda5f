import { afterAll, beforeAll, expect, test } from 'vitest';
import { createServices } from '../../electron/services/create-services.ts';
import type { Services } from '../../electron/services/services.ts';
import { flushPreview } from '../../shared/contract/backup.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runInProcess } from '../support/run-in-process.ts';

import { createTestHome, type TestHome } from '../support/test-home.ts';

describeNeeding(['redis', 'posix'], 'flush', () => {
  let home: TestHome;
  let services: Services;

  beforeAll(async () => {
    home = await createTestHome({ docker: false });
    services = await createServices({ env: home.env, client: 'browser' });
    await services.operations.settled((await services.instances.install({ runtime: 'process' })).id);
  });
  afterAll(async () => {
    await services?.close();
    await home?.dispose();
  });

  const cli = (...args: readonly string[]) => redisCli(home.port, ...args);
  const backups = async () => (await services.backups.list('main')).length;

  test('preview › keys in two databases › counts by database, other clients, and the room for the safety backup', async () => {
    await cli('set', 'a', '1');
    await cli('-n', '3', 'set', 'b', '1', 'EX', '1000');
    const found = flushPreview.parse(await services.backups.flushPreview('main'));
    expect(found.databases).toEqual([
      { index: 0, keys: 1, expires: 0 },
      { index: 3, keys: 1, expires: 1 },
    ]);
    expect(found).toMatchObject({ refused: [], clients: [] });
    expect(found.estimatedBytes).toBeGreaterThan(0);
    expect(found.freeBytes).toBeGreaterThan(0);
    await expect(services.backups.flushPreview('nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('access rules that forbid FLUSHALL › refused before a backup, with the other way; one database works, and undo', async () => {
    await cli('acl', 'setuser', 'default', '-flushall');
    try {
      const preview = await services.backups.flushPreview('main');
      expect(preview.refused).toMatchObject([{ command: 'FLUSHALL', why: 'not-permitted' }]);
      const before = await backups();
      const refused = {
        code: 'COMMAND_UNAVAILABLE',
        message: expect.stringContaining('Delete the keys in Keys instead'),
      };
      await expect(services.backups.flush('main', 'all')).rejects.toMatchObject(refused);
      const shown = await runInProcess(['flush', '--database', 'all', '--yes', 'yes'], home.env);
      expect([shown.code, shown.stderr]).toEqual([1, expect.stringContaining('do not permit FLUSHALL')]);
      expect([await backups(), await cli('get', 'a')]).toEqual([before, '1']);
      const { id } = await services.backups.flush('main', 3);
      expect((await services.operations.settled(id)).result).toMatchObject({ database: 3, removedKeys: 1 });
      expect([await cli('get', 'a'), await cli('-n', '3', 'exists', 'b')]).toEqual(['1', '0']);
      await services.operations.settled((await services.backups.undo('main')).id);
      expect(await cli('-n', '3', 'get', 'b')).toBe('1');
    } finally {
      await cli('acl', 'setuser', 'default', '+flushall');
    }
  });
});
