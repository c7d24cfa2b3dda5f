import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { useBackupHome } from '../support/backup-home.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';

describeNeeding(['redis', 'posix'], 'deleting a backup', () => {
  it('it is undone › the backup returns with its note and pin, once', async () => {
    const { home, services, backups, backUp, restore } = await useBackupHome();
    await redisCli(home.port, 'mset', 'a', '1', 'b', '2');
    await backUp('first');
    await services.backups.change('main', 'first', { note: 'for the deploy', pinned: true });
    const before = await services.backups.get('main', 'first');
    await services.backups.remove('main', 'first', { undoable: true });
    expect(await services.backups.list('main')).toEqual([]);
    expect(await services.backups.undoRemove('main', 'first')).toEqual(before);
    expect(existsSync(join(backups, '.removed'))).toBe(false);
    expect(await restore('first')).toMatchObject({ keys: 2 });
    await expect(services.backups.undoRemove('main', 'first')).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    await expect(services.backups.undoRemove('main', 'second')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('a new backup took its name › undo is refused, and the new one is kept', async () => {
    const { services, backups, backUp } = await useBackupHome();
    await backUp('first', { verify: false });
    await services.backups.remove('main', 'first', { undoable: true });
    const second = await backUp('first', { verify: false });
    await expect(services.backups.undoRemove('main', 'first')).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    expect(await services.backups.get('main', 'first')).toEqual(second);
    // Without `undoable` nothing is kept.
    await services.backups.remove('main', 'first');
    expect(existsSync(join(backups, 'first.rdb'))).toBe(false);
  });
});
