import { execFileSync } from 'node:child_process';
import { chmod, chown, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type InProcessResult, runInProcess } from '../support/run-in-process.ts';
import { createTestHome, type TestHome } from '../support/test-home.ts';
import { thorough } from '../support/thorough.ts';
import { describeFieldPoint } from './field-point.ts';

const NOBODY = 65534;
const asRoot = process.getuid?.() === 0;
const thisMonth = new Date().toISOString().slice(0, 7);

/** Every file of the home that a command reads, relative to the home. */
const stateFiles: readonly string[] = [
  'clients/acme/redis/config/redis.conf',
  'clients/acme/redis.json',
  'clients/acme/redis/redis.pid',
  'clients/acme/redis/backups/acme-20261101-120000.info',
  'clients/acme/redis/logs/redis.log',
  'port-registry.json',
  'redis/desktop/processes/acme.json',
  'redis/desktop/main.json',
  'redis/desktop/schedules.json',
  'redis/desktop/alerts.json',
  'redis/desktop/alerts-now.json',
  'redis/desktop/alerts.lock',
  'redis/desktop/exporter.json',
  'redis/desktop/exporter.lock',
  'redis/desktop/metrics/settings.json',
  'redis/desktop/isolation-proof.json',
  'redis/desktop/last-observed.json',
  'redis/desktop/app.log',
  'redis/desktop/undo/acme.json',
  'redis/desktop/journal/0c1f.jsonl',
  'redis/desktop/locks/acme.lock',
  'redis/desktop/settings-history.jsonl',
  `redis/desktop/activity/${thisMonth}.jsonl`,
  'redis/desktop/browser-session',
  'redis/desktop/home.json',
  'redis/desktop/preferences.json',
  'redis/desktop/passwords.json',
  'redis/desktop/engines.json',
  'redis/desktop/forwards.json',
  'redis/desktop/own-work.json',
  'redis/desktop/console-history',
];

/** What may replace a file. */
const damages: Readonly<Record<string, (path: string) => Promise<unknown>>> = {
  'a file of another owner': async (path) => {
    await writeFile(path, '{}');
    await (asRoot ? chown(path, 0, 0) : undefined);
    await chmod(path, asRoot ? 0o600 : 0);
  },
  'a folder': (path) => mkdir(path),
  'a FIFO': async (path) => execFileSync('sh', ['-c', 'mkfifo "$0"', path]),
  'NUL bytes': (path) => writeFile(path, Buffer.alloc(4096)),
  garbage: (path) => writeFile(path, 'gZ\u0001\u0002 {"]\n"unclosed\n\u00ff'),
  'an empty file': (path) => writeFile(path, ''),
};

type Three = readonly [InProcessResult, InProcessResult, InProcessResult];

interface Row {
  readonly id?: string;
  readonly client?: string;
  readonly state: string;
  readonly problem: { readonly code: string; readonly message: string } | null;
}

describeFieldPoint('B3', 'one state file cannot be read', (runtime) => {
  if (runtime === 'docker') {
    test.skip('the files of a home are read in the same way in both runtimes');
    return;
  }
  let home: TestHome;

  /** As a user other than root if possible, because root can read everything. */
  const run = async (...line: readonly string[]) => (await runAll([line]))[0] as InProcessResult;

  /** Commands at the same time, because the user id belongs to the whole process. */
  async function runAll(lines: readonly (readonly string[])[]): Promise<readonly InProcessResult[]> {
    if (!asRoot) return Promise.all(lines.map((line) => runInProcess(line, home.env)));
    execFileSync('chown', ['-R', '--from=0', String(NOBODY), home.path]);
    await chown(damaged ?? home.path, damaged ? 0 : NOBODY, 0).catch(() => undefined);
    for (const path of ofRoot) await chown(path, 0, 0);
    process.seteuid?.(NOBODY);
    try {
      return await Promise.all(lines.map((line) => runInProcess(line, home.env)));
    } finally {
      process.seteuid?.(0);
    }
  }
  let damaged: string | null = null;
  /** More files of root. */
  let ofRoot: readonly string[] = [];

  beforeAll(async () => {
    home = await createTestHome({ docker: false });
    for (const line of [
      ['install'],
      ['create-client', '--client-id', 'acme'],
      ['create-client', '--client-id', 'beta'],
    ])
      expect(await run('--action', ...line, '--runtime', 'process')).toMatchObject({ code: 0 });
  });
  afterAll(() => home.dispose());

  async function withDamage(file: string, damage: string, body: () => Promise<void>) {
    const path = join(home.path, file);
    const kept = join(home.path, 'kept-by-test');
    await mkdir(dirname(path), { recursive: true });
    const was = await rename(path, kept).then(
      () => true,
      () => false,
    );
    await damages[damage]?.(path);
    damaged = damage === 'a file of another owner' ? path : null;
    try {
      await body();
    } finally {
      damaged = null;
      for (const name of await readdir(dirname(path)).catch(() => []))
        if (name.startsWith(`${basename(path)}.damaged-`)) await rm(join(dirname(path), name), { recursive: true });
      await rm(path, { recursive: true, force: true });
      if (was) await rename(kept, path);
    }
  }

  async function look() {
    const began = performance.now();
    const actions = ['status', 'list-clients', 'diagnose'].map((action) => ['--action', action, '--json']);
    const [status, clients, diagnose] = (await runAll(actions)) as Three;
    expect(performance.now() - began).toBeLessThan(60_000);
    const main = status.json() as Row;
    const rows = clients.json() as readonly Row[];
    const checks = (diagnose.json() as { checks: readonly { id: string; title: string; detail: string }[] }).checks;
    expect(clients.code).toBe(0);
    expect(main).toMatchObject({ id: 'main', state: 'running' });
    expect(rows.find(({ client }) => client === 'beta')).toMatchObject({ state: 'running', problem: null });
    const acme = rows.find(({ client }) => client === 'acme');
    expect(acme).toBeDefined();
    return { acme, checks };
  }

  test('the folder of one instance belongs to root, as sudo leaves it › the others work, and it is not changed', async (context) => {
    if (!asRoot) context.skip('only root can leave a folder of root');
    const folder = join(home.path, 'clients/acme');
    const record = join(home.path, 'redis/desktop/processes/acme.json');
    const command = `sudo chown -R "$USER" ${folder}`;
    try {
      await chmod(folder, 0o700);
      ofRoot = [folder];
      const { acme, checks } = await look();
      expect(JSON.stringify([acme?.problem, checks])).toContain(JSON.stringify(command).slice(1, -1));
      const destroyed = await run('--action', 'destroy-client', '--client-id', 'acme', '--yes', 'yes');
      expect(destroyed).toMatchObject({ code: 1, stderr: expect.stringContaining(command) });
      // Nothing is left that shows whether it runs.
      ofRoot = [folder, record];
      expect((await look()).acme).toMatchObject({ state: 'unhealthy' });
      const stopped = await run('--action', 'stop', '--instance', 'acme');
      expect(stopped.code).toBe(1);
      expect(stopped.stderr).toContain('Whether acme runs is unknown, so nothing was changed.');
    } finally {
      ofRoot = [];
    }
    expect((await look()).acme).toMatchObject({ state: 'running', problem: null });
  });

  for (const file of stateFiles) {
    // Tries the files of one instance in all ways. The same function reads the others.
    const own = file.startsWith('clients/') || file.includes('processes/') || file.includes('locks/');
    const some = own || thorough ? Object.keys(damages) : ['a FIFO', 'garbage'];
    test.each(some)(`${file} is %s › every command answers for all other instances`, async (damage) => {
      await withDamage(file, damage, async () => {
        const { acme, checks } = await look();
        const reported = JSON.stringify([acme?.problem, checks]);
        const owner = asRoot ? 'owner root, mode 0600' : 'mode 0000';
        if (
          damage === 'a file of another owner' &&
          // The next status rewrites it.
          !file.endsWith('last-observed.json') &&
          !file.endsWith('.pid') &&
          !file.endsWith('.log') &&
          !file.endsWith('.info')
        )
          expect(reported).toContain(owner);
        if (file.endsWith('redis.conf') && damage !== 'garbage') {
          expect(acme?.problem).toMatchObject({
            code: 'CONFIG_UNREADABLE',
            message: expect.stringMatching(/^redis\.conf of acme cannot be read: .+\.$/),
          });
        }
      });
    });
  }

  test('a damaged state file › set aside, replaced and reported', async () => {
    for (const file of ['schedules.json', 'alerts.json', 'processes/acme.json']) {
      await withDamage(`redis/desktop/${file}`, 'NUL bytes', async () => {
        await run('--action', 'schedules', '--json');
        await look();
        const { checks, acme } = await look();
        expect(acme).toMatchObject({ state: 'running', problem: null });
        const shown = checks.find(({ id }) => id.startsWith('set-aside-'));
        expect(shown?.detail).toMatch(/was damaged\. It was set aside as redis\/desktop\/.*\.damaged-\d{8}-\d{6}/);
        const activity = await run('--action', 'activity', '--json');
        expect(activity.stdout).toContain(`Damaged file ${basename(file)} was set aside`);
      });
    }
  });

  test('an unreadable redis.conf › restart refuses before it stops the server', async () => {
    await withDamage('clients/acme/redis/config/redis.conf', 'a file of another owner', async () => {
      const result = await run('--action', 'restart', '--instance', 'acme', '--json');
      expect(result).toMatchObject({ code: 1 });
      expect(result.json()).toMatchObject({ error: { code: 'FILE_UNREADABLE' } });
    });
    expect((await look()).acme).toMatchObject({ state: 'running', problem: null });
  });
});
