import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { track } from '../support/children.ts';
import { companionsOf } from '../support/companion-home.ts';
import { describeNeeding } from '../support/needs.ts';
import { projectRoot } from '../support/run-manage.ts';
import { runProgram } from '../support/run-program.ts';
import type { TestHome } from '../support/test-home.ts';
import { thorough } from '../support/thorough.ts';
import { useTestHome } from '../support/use-test-home.ts';

const TRIES = thorough ? 10 : 2;

function manage(home: TestHome, ...argv: readonly string[]): { child: ChildProcess; ended: Promise<unknown> } {
  const child = spawn(join(projectRoot, 'resources/manage.sh'), [...argv], { env: home.env, stdio: 'ignore' });
  track(child, argv.join(' '));
  return { child, ended: new Promise((resolve) => child.once('close', resolve)) };
}

describeNeeding(['redis', 'postgres', 'linux'], 'services beside a tenant › killed in the middle', () => {
  test('creation killed at any moment › whole or none of it, and the same command completes it', async () => {
    const home = await useTestHome({ docker: false });
    const on = companionsOf(home, home.env);
    await on.make('shop', 'redis');
    const create = ['create-client-env', '--client', 'shop', '--resources', 'redis,postgres'];
    const begun = performance.now();
    await manage(home, ...create).ended;
    const whole = performance.now() - begun;
    await on.change('shop', 'postgres', 'remove', '--yes', 'yes');
    await rm(join(on.folder('shop'), 'companions'), { recursive: true });
    for (let index = 0; index < TRIES; index += 1) {
      const { child, ended } = manage(home, ...create);
      await Promise.race([ended, sleep((whole * (index + 1)) / TRIES)]);
      child.kill('SIGKILL');
      await ended;
      const all = await on.companions('shop');
      if (all.length > 0) expect(all).toMatchObject([{ state: 'running', problem: null }]);
      else expect(existsSync(join(on.folder('shop'), 'companions/postgres'))).toBe(false);
      if (all.length > 0) break;
    }
    expect((await on.make('shop', 'redis,postgres')).code).toBe(0);
    expect(await on.sql('shop', 'SELECT 1')).toBe('1');
  });

  test('restore killed at any moment › the old rows or the new ones, and nothing of the restore is left', async () => {
    const home = await useTestHome({ docker: false });
    const on = companionsOf(home, home.env);
    await on.make('shop', 'redis,postgres');
    await on.sql('shop', "CREATE TABLE t AS SELECT 'old' AS v FROM generate_series(1, 20000)");
    await on.change('shop', 'postgres', 'backup', '--backup-name', 'old');
    await on.sql('shop', "UPDATE t SET v = 'new'");
    const restore = ['companions', '--client-id', 'shop', '--companion', 'postgres', '--change', 'restore'];
    for (let index = 0; index < TRIES; index += 1) {
      const { child, ended } = manage(home, ...restore, '--backup-name', 'old', '--yes', 'yes');
      await Promise.race([ended, sleep(700 + (index * 1500) / TRIES)]);
      child.kill('SIGKILL');
      await ended;
      // The next command undoes the unfinished restore.
      await expect.poll(async () => (await on.companions('shop'))[0]?.state).toBe('running');
      const [left, values] = [
        await on.sql('shop', "SELECT count(*) FROM pg_database WHERE datname LIKE 'app_in%'"),
        await on.sql('shop', 'SELECT v, count(*) FROM t GROUP BY v'),
      ];
      expect(left).toBe('0');
      expect(['old|20000', 'new|20000']).toContain(values);
      await on.sql('shop', "UPDATE t SET v = 'new'");
    }
    expect(await readdir(join(on.folder('shop'), 'companions/postgres/exchange'))).toEqual([]);
  });
});

describeNeeding(['redis', 'postgres', 'mounts', 'linux'], 'services beside a tenant › a full disk', () => {
  test('no room for a database › named with the reason, the tenant runs, and nothing of it is left', async () => {
    const disk = await mkdtemp(join(tmpdir(), `vt-${process.env.TEST_RUN_ID ?? 'run'}-disk-`));
    onTestFinished(() => rm(disk, { recursive: true, force: true }));
    const mounted = await runProgram('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', disk]);
    expect(mounted.code, mounted.stderr).toBe(0);
    onTestFinished(async () => void (await runProgram('umount', [disk])));
    const home = await useTestHome({ docker: false, parent: disk });
    const on = companionsOf(home, home.env);
    const { code, made } = await on.make('shop', 'redis,postgres');
    expect([code, made.missing.map(({ code }) => code)]).toEqual([1, ['DISK_FULL']]);
    expect(made.resources.redis).toMatchObject({ state: 'running' });
    expect(existsSync(join(on.folder('shop'), 'companions/postgres'))).toBe(false);
  });
});
