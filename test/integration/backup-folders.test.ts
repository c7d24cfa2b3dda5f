import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { watchBackupFolders } from '../../electron/services/backups/store/watch-backup-folders.ts';
import { createChangeBus } from '../../electron/services/platform/events/change-bus.ts';
import { useBackupHome } from '../support/backup-home.ts';
import { describeNeeding } from '../support/needs.ts';
import { waitFor } from '../support/wait-for.ts';

describeNeeding(['redis', 'posix'], 'watchBackupFolders', () => {
  it('files are copied and removed by hand › each change is reported', async () => {
    const { services, backups, backUp } = await useBackupHome();
    await backUp('first', { verify: false });
    const bus = createChangeBus();
    const reported: (string | null)[] = [];
    bus.listen(({ noun, id }) => noun === 'backups' && reported.push(id));
    onTestFinished(watchBackupFolders(services.environment, bus, 50));
    await copyFile(join(backups, 'first.rdb'), join(backups, 'by-hand.rdb'));
    await waitFor('the copy to be noticed', () => reported.length > 0);
    expect(new Set(reported)).toEqual(new Set(['main']));
    expect((await services.backups.list('main')).map(({ name }) => name).sort()).toEqual(['by-hand', 'first']);
    const before = reported.length;
    await rm(join(backups, 'by-hand.rdb'));
    await waitFor('its removal to be noticed', () => reported.length > before);
  });
});
