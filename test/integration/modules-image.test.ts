import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { useBackupHome } from '../support/backup-home.ts';
import { loadLocalImage } from '../support/local-image.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { buildModule } from '../support/redis-module.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Where the official images of Redis 8 have theirs. */
const IN_IMAGE = '/usr/local/lib/redis/modules/ledger.so';

describeNeeding(['redis', 'docker', 'linux'], 'modules › built into an image', () => {
  it('are loaded and listed; their values survive a backup, its verification and a restore', async (context) => {
    const file = await buildModule(context, join(temporaryFolder(), 'ledger.so'));
    const image = await loadLocalImage(`vt-${process.env.TEST_RUN_ID}-modules/redis:full`, {
      files: { [IN_IMAGE]: file },
    });
    const main = await useBackupHome({ runtime: 'docker', env: { REDIS_IMAGE: image } });
    const { home, services, done, backUp, restore } = main;
    const cli = (...args: string[]) => redisCli(home.port, ...args);
    expect(await services.modules.state('main')).toMatchObject({
      modules: [{ name: 'ledger', version: 3, file: IN_IMAGE, origin: 'image', isLoaded: true }],
    });
    await expect(done(services.modules.apply('main', { kind: 'unload', name: 'ledger' }, true))).rejects.toMatchObject({
      code: 'BAD_VALUE',
    });
    await cli('ledger.set', 'account', '7');
    expect(await backUp('one')).toMatchObject({ modules: [{ name: 'ledger', file: IN_IMAGE }], proof: { ok: true } });
    await cli('ledger.set', 'account', '8');
    expect(await restore('one')).toMatchObject({ keys: 1 });
    expect(await cli('ledger.get', 'account')).toBe('7');
    // A line of redis.conf for the same file wins: loaded twice, the server would not start.
    const conf = join(home.path, 'redis/config/redis.conf');
    await appendFile(conf, `loadmodule ${IN_IMAGE} once\n`);
    await done(services.instances.restart('main'));
    expect((await services.modules.state('main')).modules).toMatchObject([
      { name: 'ledger', origin: 'redis.conf', arguments: ['once'] },
    ]);
    expect(await readFile(conf, 'utf8')).toContain('loadmodule');
    expect(await cli('ledger.get', 'account')).toBe('7');
  });
});
