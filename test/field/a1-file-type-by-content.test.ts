import { expect, it } from 'vitest';
import { backup } from '../../shared/contract/backup.ts';
import { useBackupHome } from '../support/backup-home.ts';
import { fieldData } from '../support/field-files.ts';
import { fieldFolder } from '../support/field-folder.ts';
import { runManage } from '../support/run-manage.ts';
import { describeFieldPoint } from './field-point.ts';

describeFieldPoint('A1', 'the type of an imported file is decided by its content', (runtime) => {
  it('an AOF behind an RDB preamble › imported and restored with its tail, whatever its name', async () => {
    const { services, done, restore } = await useBackupHome({ runtime });
    const { base, increment, aofKeys } = await fieldData(23, 4);
    const write = await fieldFolder();
    const commands = '*3\r\n$3\r\nSET\r\n$1\r\np\r\n$1\r\n1\r\n*4\r\n$4\r\nSADD\r\n$1\r\nq\r\n$1\r\na\r\n$1\r\nb\r\n';
    const files = [
      ['appendonly.aof', Buffer.concat([base, increment]), aofKeys],
      ['dump.rdb', Buffer.concat([base, increment]), aofKeys],
      ['commands.txt', Buffer.from(commands), 2],
    ] as const;
    for (const [name, data, keys] of files) {
      const imported = backup.parse(await done(services.backups.import('main', await write(name, data))));
      expect(imported, name).toMatchObject({
        ...{ kind: 'archive', keys, proof: { ok: true, keys } },
        contents: { form: 'aof', decidedBy: 'only', found: [{ keys }], warnings: [] },
      });
      expect(await restore(imported.name)).toMatchObject({ keys });
    }
  });

  it('a base without its increments › a warning in every client', async () => {
    const { home, services, done } = await useBackupHome({ runtime });
    const { base, dump, dumpKeys } = await fieldData(9, 2);
    const write = await fieldFolder();
    const warned = backup.parse(await done(services.backups.import('main', await write('cache.rdb', base))));
    expect(warned).toMatchObject({ kind: 'snapshot', keys: dumpKeys, countsExact: true });
    expect(warned.contents?.warnings).toEqual([expect.stringContaining('increments')]);
    const whole = backup.parse(await done(services.backups.import('main', await write('a.base.rdb', dump))));
    expect(whole.contents).toMatchObject({ warnings: [], found: [{ keys: dumpKeys }] });
    const path = await write('again.base.rdb', base);
    const shown = await runManage(['--action', 'import-backup', '--file', path], home.env);
    expect(shown).toMatchObject({ code: 0, stdout: expect.stringMatching(/warning .*only the base of an AOF/) });
  });
});
