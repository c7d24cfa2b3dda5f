import { appendFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, type TestContext } from 'vitest';
import type { RuntimeKind } from '../../shared/contract/values.ts';
import { type Mode, useBackupHome } from '../support/backup-home.ts';
import { describeNeeding, type Need } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { buildModule } from '../support/redis-module.ts';
import { runInProcess } from '../support/run-in-process.ts';

/** A main whose redis.conf loads the ledger from a folder beside it. */
async function useLedger(context: TestContext, runtime: RuntimeKind, mode: Mode = 'rdb') {
  const main = await useBackupHome({ runtime, mode });
  const config = join(main.home.path, 'redis/config');
  await mkdir(join(config, 'modules'));
  const file = await buildModule(context, join(config, 'modules/ledger.so'));
  const seen = runtime === 'docker' ? '/usr/local/etc/redis/modules/ledger.so' : file;
  await appendFile(join(config, 'redis.conf'), `\nloadmodule ${seen}\n`);
  await main.done(main.services.instances.restart('main'));
  const cli = (...args: string[]) => redisCli(main.home.port, ...args);
  await cli('ledger.set', 'account', '7');
  await cli('set', 'plain', 'text');
  return { ...main, cli, file, seen, conf: join(config, 'redis.conf') };
}

const runtimes: readonly (readonly [RuntimeKind, readonly Need[]])[] = [
  ['process', ['redis', 'linux']],
  ['docker', ['redis', 'docker', 'linux']],
];

for (const [runtime, needs] of runtimes) {
  describeNeeding(needs, `backups of an instance with a module › ${runtime}`, () => {
    it('a snapshot › records the module, is verified with it, and restores its values', async (context) => {
      const { cli, backUp, restore, seen } = await useLedger(context, runtime);
      const taken = await backUp('one');
      expect(taken).toMatchObject({
        keys: 2,
        modules: [{ name: 'ledger', version: 3, file: seen }],
        proof: { ok: true, keys: 2 },
      });
      await cli('ledger.set', 'account', '8');
      expect(await restore('one')).toMatchObject({ keys: 2 });
      expect(await cli('ledger.get', 'account')).toBe('7');
    });

    it('an archive of an AOF › its commands of the module are loaded', async (context) => {
      const { cli, backUp, restore, services, done } = await useLedger(context, runtime, 'aof');
      expect(await backUp('one', { kind: 'archive' })).toMatchObject({ proof: { ok: true, keys: 2 } });
      await cli('ledger.set', 'account', '8');
      expect(await restore('one')).toMatchObject({ keys: 2 });
      expect(await cli('ledger.get', 'account')).toBe('7');
      // A snapshot of a stopped server converts its AOF.
      await done(services.instances.stop('main'));
      expect(await backUp('two')).toMatchObject({ keys: 2, modules: [{ name: null }], proof: { ok: true } });
    });

    it('the module is gone › verifying says which one, and the backup is not called damaged', async (context) => {
      const { cli, backUp, services, done, file, seen } = await useLedger(context, runtime);
      await backUp('with', { verify: false });
      await cli('del', 'account');
      await backUp('without', { verify: false });
      await done(services.instances.stop('main'));
      await rm(file);
      await expect(done(services.backups.verify('main', 'with'))).rejects.toMatchObject({
        code: 'BACKUP_UNSUITABLE',
        message: expect.stringContaining(`the module ledger, version 3 (${seen})`),
      });
      expect(await services.backups.get('main', 'with')).toMatchObject({ proof: null });
    });

    it('another instance without the module › a restore is refused by name before anything is written', async (context) => {
      const { cli, backUp, services, done } = await useLedger(context, runtime);
      await backUp('with');
      await backUp('archive', { kind: 'archive' });
      await cli('del', 'account');
      await backUp('without');
      await done(services.tenants.create({ id: 'acme', generatePassword: false, runtime }));
      const { operations } = services;
      const before = (await operations.list()).length;
      const refused = {
        code: 'BACKUP_UNSUITABLE',
        message: expect.stringMatching(
          /into acme: 1 key of it .* ledger-v1, and acme does not load the module ledger, version 3/,
        ),
      };
      for (const name of ['with', 'archive'])
        await expect(services.backups.restore('main', name, 'acme'), name).rejects.toMatchObject(refused);
      expect(await operations.list()).toHaveLength(before);
      const { problem } = await services.backups.restorePreview('main', 'with', 'acme');
      expect(problem).toContain('Load the module there first');
      const input = { id: 'later', generatePassword: false, runtime } as const;
      await expect(services.backups.restore('main', 'with', input)).rejects.toMatchObject({
        code: 'BACKUP_UNSUITABLE',
      });
      expect((await services.backups.restorePreview('main', 'with', input)).problem).toContain('ledger-v1');
      // Data that no module wrote can be restored anywhere.
      await done(services.backups.restore('main', 'without', 'acme'));
    });
  });
}

describeNeeding(['redis', 'linux'], 'keys with values of a module', () => {
  it('are listed, read raw, compared, and restored one by one', async (context) => {
    const { home, cli, backUp, services, done } = await useLedger(context, 'process');
    await cli('ledger.set', 'same', '1');
    await backUp('first');
    await cli('ledger.set', 'account', '8');
    await cli('del', 'plain');
    const run = async (...args: string[]) => {
      const result = await runInProcess(['--action', ...args, '--json'], home.env);
      return { code: result.code, document: result.json() as Record<string, unknown> };
    };
    expect(await run('inspect', '--backup-name', 'first', '--type', 'module')).toMatchObject({
      document: {
        items: [
          { key: 'account', type: 'module' },
          { key: 'same', type: 'module' },
        ],
      },
    });
    for (const [from, base64] of [
      [[], 'AggA'],
      [['--backup-name', 'first'], 'AgcA'],
    ] as const)
      expect(await run('get', '--key', 'account', ...from)).toMatchObject({
        document: { type: 'module', module: 'ledger-v1', encoding: 'raw', length: 3, value: { base64 } },
      });
    const { document } = await run('compare', '--backup-name', 'first', '--with', 'live');
    expect(document).toMatchObject({ counts: { added: 0, removed: 1, changed: 1, same: 1 } });
    const chosen = ['restore', '--backup-name', 'first', '--key', 'account', '--existing', 'replace', '--yes', 'yes'];
    expect(await run(...chosen)).toMatchObject({ code: 0, document: { restored: 0, overwritten: 1 } });
    expect(await cli('ledger.get', 'account')).toBe('7');
    expect(await run('undo', '--yes', 'yes')).toMatchObject({ code: 0 });
    expect(await cli('ledger.get', 'account')).toBe('8');
    // An instance without the module accepts none of them, and says why.
    await done(services.tenants.create({ id: 'acme', generatePassword: false, runtime: 'process' }));
    const elsewhere = await run(...chosen, '--into', 'acme', '--dry-run');
    expect(JSON.stringify(elsewhere.document)).toContain('the target has no modules');
  });
});
