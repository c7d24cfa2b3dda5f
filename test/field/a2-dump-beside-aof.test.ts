import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { backup } from '../../shared/contract/backup.ts';
import { useBackupHome } from '../support/backup-home.ts';
import { aofMembers, type FieldMember, fieldData, tarGzOf } from '../support/field-files.ts';
import { fieldFolder } from '../support/field-folder.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { projectRoot } from '../support/run-manage.ts';
import { runOnTerminal } from '../support/run-on-terminal.ts';
import { describeFieldPoint } from './field-point.ts';

describeFieldPoint('A2', 'an archive with a dump and an AOF', (runtime) => {
  it('its redis.conf, then its dates decide once › verification and restore obey', async () => {
    const { services, done, restore } = await useBackupHome({ runtime });
    const data = await fieldData(31, 7);
    const write = await fieldFolder();
    const aof = aofMembers(data);
    const dump = (ageHours: number): FieldMember => ({ name: 'dump.rdb', data: data.dump, ageHours });
    const conf = (appendonly: string): FieldMember => ({ name: 'redis.conf', data: `appendonly ${appendonly}\r\n` });
    const archives: readonly (readonly [string, readonly FieldMember[], number, string])[] = [
      ['older-dump-first', [dump(50), ...aof], data.aofKeys, 'dates'],
      ['older-dump-last', [...aof, dump(50)], data.aofKeys, 'dates'],
      ['newer-dump', [dump(0), ...aofMembers(data, 'appendonlydir', 50)], data.dumpKeys, 'dates'],
      ['conf-no', [dump(50), ...aof, conf('no')], data.dumpKeys, 'redis.conf'],
      ['conf-yes', [conf('yes'), ...aofMembers(data, 'appendonlydir', 50), dump(0)], data.aofKeys, 'redis.conf'],
    ];
    for (const [name, members, keys, decidedBy] of archives) {
      const path = await write(`${name}.tar.gz`, await tarGzOf(members));
      const imported = backup.parse(await done(services.backups.import('main', path)));
      expect(imported, name).toMatchObject({ keys, proof: { ok: true, keys }, contents: { decidedBy } });
      expect(backup.parse(await done(services.backups.verify('main', name))).proof).toMatchObject({ ok: true, keys });
      expect(await restore(name), name).toMatchObject({ keys });
    }
  });

  it('nothing decides › both counts, refused off a terminal, asked on one', async () => {
    const { home, services } = await useBackupHome({ runtime });
    const data = await fieldData(12, 5);
    const write = await fieldFolder();
    const path = await write(
      'same.tar.gz',
      await tarGzOf([...aofMembers(data), { name: 'dump.rdb', data: data.dump }]),
    );
    const run = (...flags: string[]) => runInProcess(['--action', 'import-backup', '--file', path, ...flags], home.env);
    const refused = await run();
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/17 keys\).*12 keys\).*--data/s);
    expect(await services.backups.list('main')).toEqual([]);
    const document = await run('--json');
    expect(document.json()).toMatchObject({
      error: { code: 'CHOICE_NEEDED', data: { found: [{ keys: 17 }, { form: 'rdb', keys: 12, path: 'dump.rdb' }] } },
    });
    expect(await run('--data', 'aof', '--json')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/"keys":\s*17/),
    });
    expect(await run('--data', 'elsewhere.rdb')).toMatchObject({ code: 2 });
    const program = join(projectRoot, 'resources/manage.sh');
    const asked = runOnTerminal(program, ['--action', 'import-backup', '--file', path], home.env);
    await asked.type('2\r', 'Which one should be loaded?');
    expect(await asked.exitCode).toBe(0);
    expect(asked.text()).toMatch(/12 \(db0 12\)/);
  });

  it('an archive of the scripts › nothing decides › verification and restore ask, and record the answer', async () => {
    const { home, services, backups, done, restore } = await useBackupHome({ runtime });
    const data = await fieldData(12, 5);
    const same = await tarGzOf([...aofMembers(data), { name: 'dump.rdb', data: data.dump }]);
    for (const name of ['by-proof', 'by-restore']) await writeFile(join(backups, `${name}.tar.gz`), same);
    const asks = { code: 'CHOICE_NEEDED', data: { found: [{ keys: data.aofKeys }, { keys: data.dumpKeys }] } };
    await expect(done(services.backups.verify('main', 'by-proof'))).rejects.toMatchObject(asks);
    await expect(done(services.backups.restore('main', 'by-restore'))).rejects.toMatchObject(asks);
    expect(await services.backups.get('main', 'by-proof')).toMatchObject({ contents: null, proof: null });
    expect((await readdir(backups)).sort()).toEqual(['by-proof.tar.gz', 'by-restore.tar.gz']);
    const verify = (...flags: string[]) =>
      runInProcess(['--action', 'verify-backup', '--backup-name', 'by-proof', ...flags, '--json'], home.env);
    expect(await verify()).toMatchObject({ code: 2 });
    expect(await verify('--data', 'rdb')).toMatchObject({ code: 0 });
    const chosen = { contents: { decidedBy: 'choice', path: 'dump.rdb' }, keys: data.dumpKeys };
    expect(await services.backups.get('main', 'by-proof')).toMatchObject(chosen);
    expect(await restore('by-proof')).toMatchObject({ keys: data.dumpKeys });
    await expect(services.backups.restore('main', 'by-proof', 'main', 'aof')).rejects.toMatchObject({
      code: 'BAD_VALUE',
    });
    expect(await done(services.backups.restore('main', 'by-restore', 'main', 'aof'))).toMatchObject({
      keys: data.aofKeys,
    });
    expect((await services.backups.get('main', 'by-restore')).contents?.decidedBy).toBe('choice');
  });

  it('a half-written file of a save or download › not taken for data', async () => {
    const { services, done } = await useBackupHome({ runtime });
    const { dump, dumpKeys } = await fieldData(6, 1);
    const write = await fieldFolder();
    const members = [
      { name: 'temp-81.rdb', data: dump.subarray(0, 60) },
      { name: './._cache.rdb', data: '\0\u0005\u0016\u0007mac' },
      { name: 'dump.rdb.part', data: dump },
      { name: 'cache.rdb', data: dump, ageHours: 90 },
    ];
    const imported = await done(services.backups.import('main', await write('mixed.tar.gz', await tarGzOf(members))));
    expect(imported).toMatchObject({ keys: dumpKeys, contents: { path: 'cache.rdb', decidedBy: 'only' } });
    const none = await write('none.tar.gz', await tarGzOf(members.slice(0, 3)));
    await expect(done(services.backups.import('main', none))).rejects.toMatchObject({ code: 'BACKUP_DAMAGED' });
  });
});
