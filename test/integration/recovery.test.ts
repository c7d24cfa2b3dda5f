import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { benchmarkRuns } from '../../electron/services/benchmark/runs.ts';
import { createServices } from '../../electron/services/create-services.ts';
import { diagnosisRuns } from '../../electron/services/diagnostics/diagnosis-runs.ts';
import { stateFileChecks } from '../../electron/services/diagnostics/state-file-checks.ts';
import { createLastObserved } from '../../electron/services/instances/status/last-observed.ts';
import { listUndoPacks } from '../../electron/services/keyspace/edit/undo-pack.ts';
import { requireKnownFormat } from '../../electron/services/platform/files/home-format.ts';
import type { Services } from '../../electron/services/services.ts';
import { readForwards } from '../../electron/services/tenants/move/forward-file.ts';
import { describeNeeding } from '../support/needs.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { startServices } from '../support/start-services.ts';
import { createTestHome, type TestHome } from '../support/test-home.ts';
import { useTestHome } from '../support/use-test-home.ts';

const DESKTOP = 'redis/desktop';

async function run(home: TestHome, line: string) {
  return runInProcess([...line.split(' '), '--json'], home.env);
}

/** Each file that the app writes: the command that reads it, and how a rebuild restores it. */
const stateFiles: readonly (readonly [string, string, (services: Services, home: string) => unknown])[] = [
  ['port-registry.json', 'records', () => null],
  ['clients/acme/redis.json', 'records', () => null],
  [`${DESKTOP}/schedules.json`, 'previous', ({ schedules }) => schedules.list()],
  [`${DESKTOP}/alerts.json`, 'previous', ({ alerts }) => alerts.settings()],
  [`${DESKTOP}/preferences.json`, 'previous', ({ preferences }) => preferences.list()],
  [`${DESKTOP}/main.json`, 'default', ({ instances }) => instances.list()],
  [`${DESKTOP}/alerts-now.json`, 'default', ({ alerts }) => alerts.list()],
  [`${DESKTOP}/passwords.json`, 'default', ({ passwords }) => passwords.list()],
  [`${DESKTOP}/engines.json`, 'default', ({ engines }) => engines.machines()],
  [`${DESKTOP}/isolation-proof.json`, 'default', ({ tenants }) => tenants.isolation()],
];

const PACK = '0c1f2e3d-0000-4000-8000-000000000000';
/** Files that are not rebuilt: the app continues without what they held. */
const otherFiles: typeof stateFiles = [
  [`${DESKTOP}/home.json`, 'default', (_, home) => requireKnownFormat(home)],
  [`${DESKTOP}/last-observed.json`, 'default', (_, home) => createLastObserved(home).get('main')],
  [`${DESKTOP}/forwards.json`, 'default', (_, home) => readForwards(home)],
  [`${DESKTOP}/console-history`, 'default', ({ consoles }) => consoles.history('main')],
  ['clients/acme/redis/console-history', 'default', ({ consoles }) => consoles.history('acme')],
  [`${DESKTOP}/benchmarks/main/1796052120340-0a.json`, 'default', (_, home) => benchmarkRuns(home, 'main').list()],
  [`${DESKTOP}/diagnoses/1796052120340-0a.json`, 'default', (_, home) => diagnosisRuns(home).list()],
  [`${DESKTOP}/undo-packs/${PACK}/pack.json`, 'default', (_, home) => listUndoPacks(home, 'main')],
  [`${DESKTOP}/destroyed/gone-20261130-152351/destroyed.json`, 'default', ({ tenants }) => tenants.destroyed()],
];

/** What may be in the place of a file. */
const damages: Readonly<Record<string, (path: string) => unknown>> = {
  'NUL bytes': (path) => writeFile(path, Buffer.alloc(4096)),
  garbage: (path) => writeFile(path, 'gZ\u0001\u0002 {"]\n"unclosed\n\u00ff'),
  nothing: (path) => writeFile(path, ''),
  'a folder': (path) => mkdir(path),
};

describeNeeding(['redis'], 'damaged state files', () => {
  let home: TestHome;
  let services: Services;
  beforeAll(async () => {
    home = await createTestHome({ docker: false });
    services = await createServices({ env: home.env, client: 'browser' });
    await run(home, 'install --runtime process');
    await run(home, 'create-client --client-id acme --runtime process');
    // Twice, so that earlier content exists.
    for (const at of ['01:00', '02:00']) await run(home, `schedule-backup --at ${at}`);
    for (const units of ['decimal', 'binary'] as const) await services.preferences.save({ units, times: 'exact' });
    const { settings } = await services.alerts.settings();
    for (const _ of [1, 2]) await services.alerts.saveSettings(settings);
  });
  afterAll(async () => {
    await services.close();
    await home.dispose();
  });

  test.each(stateFiles)('%s › truncated › reported, backed up, and rebuilt: %s', async (file, how, read) => {
    const path = join(home.path, file);
    const before = existsSync(path) ? await readFile(path, 'utf8') : '{"a":1}';
    const damage = before.slice(0, Math.floor(before.length / 2));
    await writeFile(path, damage);
    await read(services, home.path);
    expect(services.recovery.damaged()).toMatchObject([{ file, rebuild: how === 'default' ? 'nothing' : how }]);
    // A tenant's record is reported as a defect of its tenant.
    const { defect } = await services.tenants.get('acme');
    const reports = JSON.stringify([await stateFileChecks(home.path), defect]);
    expect(reports).toContain(file.split('/').at(-1));
    // Main and the tenant keep running whatever is damaged.
    expect((await services.instances.list()).map(({ id, state }) => [id, state])).toContainEqual(['main', 'running']);

    const { folder, files } = await services.recovery.rebuild();
    expect(files).toEqual([{ file, how, message: null }]);
    const [kept = ''] = await readdir(join(home.path, folder ?? ''));
    expect(kept).toContain(file.replaceAll('/', '__'));
    expect(await readFile(join(home.path, folder ?? '', kept), 'utf8')).toBe(damage);
    await rm(join(home.path, folder ?? ''), { recursive: true });
    expect(services.recovery.damaged()).toEqual([]);
    if (how !== 'default') expect(JSON.parse(await readFile(path, 'utf8'))).toBeTruthy();
  });

  test.each([...stateFiles, ...otherFiles])(
    '%s › is NUL bytes, garbage, empty or a folder › set aside, reported, and rebuilt: %s',
    async (file, how, read) => {
      const path = join(home.path, file);
      await mkdir(dirname(path), { recursive: true });
      for (const [damage, apply] of Object.entries(damages)) {
        // Lines of a console that cannot be read are skipped, and an empty history is one.
        if (file.endsWith('console-history') && ['garbage', 'nothing'].includes(damage)) continue;
        await rm(path, { recursive: true, force: true });
        await apply(path);
        await read(services, home.path);
        expect(services.recovery.damaged(), damage).toMatchObject([{ file }]);
        const { defect } = await services.tenants.get('acme');
        expect(JSON.stringify([await stateFileChecks(home.path), defect])).toContain(basename(file));
        expect((await services.instances.list()).map(({ id, state }) => [id, state])).toContainEqual([
          'main',
          'running',
        ]);
        expect((await services.recovery.rebuild()).files, damage).toEqual([{ file, how, message: null }]);
        expect(services.recovery.damaged()).toEqual([]);
      }
    },
  );

  test('a folder in the place of the isolation test’s result › the next test replaces it', async () => {
    await rm(join(home.path, DESKTOP, 'isolation-proof.json'), { recursive: true, force: true });
    await mkdir(join(home.path, DESKTOP, 'isolation-proof.json'));
    expect(await run(home, 'test-isolation')).toMatchObject({ code: 0 });
    expect(await services.tenants.isolation()).toMatchObject({ ok: true });
    await services.recovery.rebuild();
  });

  test('a destroyed tenant with a damaged manifest › is listed from its record, and recovered', async () => {
    await run(home, 'create-client --client-id gone --runtime process');
    const { id } = await services.tenants.destroy('gone');
    await services.operations.settled(id);
    const [before] = await services.tenants.destroyed();
    await writeFile(join(home.path, DESKTOP, 'destroyed', before?.safetyBackup ?? '', 'destroyed.json'), '{');
    const [kept] = await services.tenants.destroyed();
    const destroyedAt = `${before?.destroyedAt.slice(0, 19)}.000Z`;
    expect(kept).toMatchObject({ id: 'gone', port: before?.port, runtime: before?.runtime, destroyedAt });
    const undone = await run(home, `undo-destroy --safety-backup ${kept?.safetyBackup}`);
    expect(undone, undone.stderr).toMatchObject({ code: 0 });
    await services.recovery.rebuild();
  });

  test('schedules and preferences › rebuilt › are those before the last change', async () => {
    await writeFile(join(home.path, DESKTOP, 'preferences.json'), '{');
    await run(home, 'preferences');
    await run(home, 'rebuild-files');
    const { values } = (await run(home, 'preferences')).json() as { values: object };
    expect(values).toMatchObject({ times: 'exact' });
  });

  test('nothing damaged › says so, and no folder is created', async () => {
    expect((await run(home, 'rebuild-files')).json()).toEqual({ folder: null, files: [] });
    expect((await runInProcess(['rebuild-files'], home.env)).stdout).toBe('No state file is damaged.\n');
  });

  test('a home of a newer version › refused with the way out, and nothing is changed', async () => {
    const path = join(home.path, DESKTOP, 'home.json');
    await writeFile(path, '{"format":2,"version":"9.1.0"}');
    const refused = await runInProcess(['backup'], home.env);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(
      /written by version 9\.1\.0.*Install that version or a newer one, or choose another/,
    );
    await writeFile(path, '{"format":1}');
    expect((await run(home, 'status')).json()).toMatchObject({ state: 'running' });
  });
});

describeNeeding(['redis'], 'a home that is moved while the app runs', () => {
  test('moved away, replaced and put back › nothing is written in its place, and work continues afterwards', async () => {
    const home = await useTestHome({ docker: false });
    await run(home, 'install --runtime process');
    const services = await startServices({ env: home.env, client: 'browser' });
    onTestFinished(() => services.close());
    const elsewhere = `${home.path}-moved`;
    await rename(home.path, elsewhere);
    const backup = () => services.backups.create({ instance: 'main', kind: 'snapshot', verify: false });
    await expect(services.preferences.save({ theme: 'dark' })).rejects.toMatchObject({
      code: 'HOME_NOT_WRITABLE',
      message: expect.stringContaining('was moved or deleted while this app was running'),
    });
    await expect(backup()).rejects.toBeTruthy();
    services.log.info('a line');
    expect(existsSync(home.path)).toBe(false);

    await mkdir(home.path, { recursive: true });
    await expect(services.preferences.save({ theme: 'dark' })).rejects.toMatchObject({
      data: { reason: 'replaced' },
    });
    services.log.info('a line');
    expect(await readdir(home.path)).toEqual([]);

    await rmdir(home.path);
    await rename(elsewhere, home.path);
    await services.preferences.save({ theme: 'dark' });
    const { id } = await backup();
    expect(await services.operations.settled(id)).toMatchObject({ state: 'succeeded' });
  });
});
