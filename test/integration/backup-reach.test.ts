import { chmod, chown, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Backup } from '../../shared/contract/backup.ts';
import { fillDataset, readDataset } from '../support/dataset.ts';
import { describeNeeding } from '../support/needs.ts';
import { projectRoot, runManage } from '../support/run-manage.ts';
import { runProgram } from '../support/run-program.ts';
import { useTestHome } from '../support/use-test-home.ts';

/** The user that the server and the product run as: one that file permissions apply to. */
const NOBODY = 65534;

/** That user may have no access to the checkout, for example below /root: it is mounted elsewhere for the command. */
const opened = 'mount --bind "$1" "$2" && shift 2 && exec setpriv "$@"';

describeNeeding(['redis', 'linux', 'mounts'], 'backups › a data folder that cannot be read', () => {
  it('its files are out of reach › a snapshot uses the connection; an archive and a restore are refused with the reason', async () => {
    const home = await useTestHome({ docker: false });
    const data = join(home.path, 'redis/data');
    onTestFinished(() => chmod(data, 0o700).catch(() => undefined));
    await chown(home.path, NOBODY, NOBODY);
    const open = join(home.path, 'checkout');
    await mkdir(open);
    // Builds the program, which the user nobody cannot do.
    await runManage(['--action', 'version'], home.env);
    const asNobody = async (...args: string[]) => {
      const user = ['--reuid', String(NOBODY), '--regid', String(NOBODY), '--clear-groups'];
      const program = [join(open, 'resources/manage.sh'), '--json', '--action', ...args];
      const { code, stdout, stderr } = await runProgram(
        'unshare',
        ['--mount', 'sh', '-c', opened, 'sh', projectRoot, open, ...user, ...program],
        { env: home.env },
      );
      expect(stderr).not.toMatch(/^(setpriv|mount|unshare|sh):/m);
      return { code, document: JSON.parse(stdout) as { error?: unknown } & Partial<Backup> };
    };
    expect((await asNobody('install', '--runtime', 'process')).code).toBe(0);
    await fillDataset(home.port, 300);
    const before = await readDataset(home.port);
    await chmod(data, 0);
    const taken = await asNobody('backup', '--backup-name', 'streamed');
    expect(taken).toMatchObject({
      code: 0,
      document: { keys: before.size, countsExact: true, proof: { ok: true, keys: before.size } },
    });
    const unreadable = { code: 'SAVE_FAILED', message: expect.stringContaining('cannot be read from here') };
    expect(await asNobody('backup', '--kind', 'archive')).toMatchObject({ code: 1, document: { error: unreadable } });
    const restore = ['restore', '--backup-name', 'streamed'];
    expect(await asNobody(...restore, '--yes', 'yes')).toMatchObject({
      code: 1,
      document: { error: { code: 'BACKUP_UNSUITABLE', message: expect.stringContaining('cannot write') } },
    });
    expect(await readDataset(home.port)).toEqual(before);
    // The restore works into a new tenant, and here after the permissions are fixed.
    expect(await asNobody(...restore, '--to-client', 'copy')).toMatchObject({ document: { keys: before.size } });
    expect(await readDataset(home.clientPorts.start)).toEqual(before);
    await chmod(data, 0o700);
    expect(await asNobody(...restore, '--yes', 'yes')).toMatchObject({ document: { keys: before.size } });
  });
});
