import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Tenant } from '../../shared/contract/tenant.ts';
import type { RuntimeKind } from '../../shared/contract/values.ts';
import { type Mode, modes, useBackupHome } from '../support/backup-home.ts';
import { track } from '../support/children.ts';
import { fillDataset, readDataset } from '../support/dataset.ts';
import { describeNeeding, type Need } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { projectRoot, runManage } from '../support/run-manage.ts';
import { startServices } from '../support/start-services.ts';
import { thorough } from '../support/thorough.ts';
import { waitFor } from '../support/wait-for.ts';
import { remains } from './remains.ts';

const moments = Number(process.env.TEST_KILLS ?? (thorough ? 20 : 2));

/** The kinds of server for the default and for the thorough run. */
const runtimes: readonly (readonly [RuntimeKind, readonly Need[], readonly Mode[]])[] = [
  ['process', ['redis', 'posix'], thorough ? modes : ['rdb', 'both']],
  ['docker', ['redis', 'docker', 'linux'], thorough ? modes : ['aof']],
];

for (const [runtime, needs, tried] of runtimes) {
  describeNeeding(needs, `restore › killed, in the ${runtime} runtime`, () => {
    for (const mode of tried) {
      it(`persistence ${mode}, ${moments} random moments › the complete old data or the complete new data`, {
        timeout: 600_000,
      }, async () => {
        const { home, services, data, backups, backUp, done } = await useBackupHome({ runtime, mode });
        await fillDataset(home.port, 3000);
        const restored = await readDataset(home.port);
        await backUp('new');
        await redisCli(home.port, 'flushall');
        await redisCli(home.port, 'set', 'old', 'state');
        await redisCli(home.port, 'save');
        const old = await readDataset(home.port);
        const args = ['--action', 'restore', '--backup-name', 'new', '--yes', 'yes'];
        // Builds the program if its sources have changed, so that the build does not count in the time of a restore.
        await runManage(['--action', 'status'], home.env);
        const begun = performance.now();
        expect(await runManage(args, home.env)).toMatchObject({ code: 0 });
        const whole = performance.now() - begun;
        await done(services.backups.undo('main'));
        expect(await readDataset(home.port)).toEqual(old);

        for (let moment = 0; moment < moments; moment++) {
          const child = spawn(join(projectRoot, 'resources/manage.sh'), args, {
            env: home.env,
            stdio: 'ignore',
            detached: true,
          });
          track(child, 'a restore');
          // The first fifth is the start of the program itself.
          await endAt(child, whole * (0.2 + 0.8 * Math.random()));
          await runManage(['--action', 'status', '--json'], home.env);
          await waitFor(
            'the server to answer',
            async () => (await services.instances.status('main')).state === 'running',
          );
          const now = await readDataset(home.port);
          const isOld = now.has('0 old');
          expect(now, `killed at moment ${moment}`).toEqual(isOld ? old : restored);
          expect((await readdir(data)).filter((name) => name.startsWith('.before-'))).toEqual([]);
          expect((await readdir(backups)).filter((name) => name.startsWith('.'))).toEqual([]);
          expect((await services.backups.list('main')).filter(({ damaged }) => damaged)).toEqual([]);
          if (!isOld) await done(services.backups.undo('main'));
          expect(await readDataset(home.port)).toEqual(old);
        }
      });
    }
  });
}

describeNeeding(['redis', 'posix'], 'restore › killed', () => {
  it('the server dies too › starts with its former data', async () => {
    const { home, services, backUp } = await useBackupHome();
    await fillDataset(home.port, 500);
    await backUp('new', { verify: false });
    await redisCli(home.port, 'set', 'more', '1');
    const before = await readDataset(home.port);
    await redisCli(home.port, 'config', 'set', 'rdb-key-save-delay', '2000');
    const args = ['--action', 'restore', '--backup-name', 'new', '--yes', 'yes'];
    const child = spawn(join(projectRoot, 'resources/manage.sh'), args, {
      env: home.env,
      stdio: 'ignore',
      detached: true,
    });
    track(child, 'a restore');
    // While the safety backup is being saved: no data is changed yet.
    await waitFor('the safety save', async () =>
      /rdb_bgsave_in_progress:1/.test(await redisCli(home.port, 'info', 'persistence')),
    );
    await endAt(child, 0);
    // The next client reads its journal.
    const next = await startServices({ env: home.env, client: 'browser' });
    await next.close();
    expect(await readDataset(home.port)).toEqual(before);
    expect((await services.backups.list('main')).map(({ name }) => name)).toEqual(['new']);
    // Writes that were paused for the restore continue by themselves.
    await waitFor('a write to be taken', async () => (await redisCli(home.port, 'set', 'after', '1')) === 'OK');
  });

  it('the server is stopped › status restores the old data', async () => {
    const { home, services, backUp } = await useBackupHome({ mode: 'both' });
    await fillDataset(home.port, 2000);
    await backUp('new');
    await redisCli(home.port, 'flushall');
    await redisCli(home.port, 'set', 'old', 'state');
    const old = await readDataset(home.port);
    await runManage(['--action', 'status'], home.env);
    const pid = Number(/process_id:(\d+)/.exec(await redisCli(home.port, 'info', 'server'))?.[1]);
    const args = ['--action', 'restore', '--backup-name', 'new', '--yes', 'yes'];
    const child = spawn(join(projectRoot, 'resources/manage.sh'), args, {
      env: home.env,
      stdio: 'ignore',
      detached: true,
    });
    track(child, 'a restore');
    await untilEnded(pid, child);
    await endAt(child, 0);
    const status = await runManage(['--action', 'status', '--json'], home.env);
    expect(status.json()).toMatchObject({ state: 'running' });
    expect(status.stderr).toContain('was interrupted and has been undone');
    expect(await readDataset(home.port)).toEqual(old);
    const listed = (await services.backups.list('main')).map(({ name, damaged }) => [name.slice(0, 15), damaged]);
    expect(listed).toEqual([
      ['safety-restore-', false],
      ['new', false],
    ]);
  });

  it(`into a new tenant, ${moments} random moments › a whole tenant or none`, { timeout: 600_000 }, async () => {
    const { home, backUp } = await useBackupHome();
    await fillDataset(home.port, 1000);
    const before = await readDataset(home.port);
    await backUp('one');
    const restore = (id: string) => ['--action', 'restore', '--backup-name', 'one', '--to-client', id];
    await runManage(['--action', 'status'], home.env);
    const begun = performance.now();
    expect(await runManage(restore('whole'), home.env)).toMatchObject({ code: 0 });
    const whole = performance.now() - begun;
    for (let moment = 0; moment < moments; moment++) {
      const id = `try-${moment}`;
      const child = spawn(join(projectRoot, 'resources/manage.sh'), restore(id), {
        env: home.env,
        stdio: 'ignore',
        detached: true,
      });
      track(child, 'a restore');
      await endAt(child, whole * (0.2 + 0.8 * Math.random()));
      const listed = (await runManage(['--action', 'list-clients', '--json'], home.env)).json() as Tenant[];
      const made = listed.find(({ client }) => client === id);
      if (made) expect(await readDataset(Number(made.port)), `killed at moment ${moment}`).toEqual(before);
      else expect((await remains(home)).filter((line) => line.includes(id))).toEqual([]);
    }
    expect(await readDataset(home.port)).toEqual(before);
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Kills a program and all its children, but no server: servers have their own process groups. */
async function endAt(child: ChildProcess, ms: number): Promise<void> {
  const ended = once(child, 'close');
  const early = await Promise.race([
    ended.then(() => true),
    new Promise<false>((resolve) => setTimeout(() => resolve(false), ms)),
  ]);
  if (early) return;
  try {
    process.kill(-(child.pid ?? 0), 'SIGKILL');
  } catch {
    // It has just ended.
  }
  await ended;
}

/**
 * Runs a program in steps of a millisecond or two until a server has ended, because the program restarts it
 * immediately.
 */
async function untilEnded(pid: number, { pid: program }: ChildProcess): Promise<void> {
  if (program === undefined) throw new Error('the program was not started');
  const deadline = Date.now() + 20_000;
  while (isRunning(pid)) {
    if (Date.now() > deadline) throw new Error('the server has not ended');
    process.kill(-program, 'SIGCONT');
    await new Promise((resolve) => setTimeout(resolve, 1));
    process.kill(-program, 'SIGSTOP');
  }
}
