import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { changeAlertState, readAlertSettings, readAlertState, statePath, writeAlertSettings } from './alert-files.ts';
import { defaultAlertSettings } from './defaults.ts';

async function useHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'alerts-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  return home;
}

test('alert settings › saved › read back unchanged from a file of mode 0600', async () => {
  const home = await useHome();
  expect(await readAlertSettings(home)).toEqual(defaultAlertSettings);
  const wanted = {
    ...defaultAlertSettings,
    instances: { acme: { memory: { on: false, percent: 90 } } },
    quietHours: { from: '22:00', to: '07:00' },
  };
  await writeAlertSettings(home, wanted);
  expect(await readAlertSettings(home)).toEqual(wanted);
  expect((await stat(join(home, 'redis/desktop/alerts.json'))).mode & 0o777).toBe(0o600);
});

test('alert files › damaged › defaults apply, so alerts keep working', async () => {
  const home = await useHome();
  await mkdir(join(home, 'redis/desktop'), { recursive: true });
  for (const damage of ['', '{', 'null', '{"rules":7}', '[]', '\u0000\u0000']) {
    await writeFile(join(home, 'redis/desktop/alerts.json'), damage);
    await writeFile(statePath(home), damage);
    expect(await readAlertSettings(home)).toEqual(defaultAlertSettings);
    expect(await readAlertState(home)).toEqual({ active: [], notices: [], told: [], quiet: [], runs: {} });
  }
});

test('alert state › concurrent changes › none is lost, and old notices are dropped', async () => {
  const home = await useHome();
  const notice = (id: number) => ({
    ...{ id: String(id), at: '2026-11-22T12:00:00.000Z', instance: null, level: 'warn' as const },
    ...{ title: `Number ${id}`, detail: '' },
  });
  const add = (...ids: number[]) =>
    changeAlertState(home, (before) => [
      {
        ...before,
        notices: [...before.notices, ...ids.map(notice)],
        runs: { ...before.runs, ...Object.fromEntries(ids.map((id) => [id, 'never'])) },
      },
      null,
    ]);
  await Promise.all(Array.from({ length: 20 }, (_, id) => add(id)));
  await add(...Array.from({ length: 40 }, (_, id) => 20 + id));
  const { notices, runs } = await readAlertState(home);
  expect(Object.keys(runs)).toHaveLength(60);
  expect(notices).toHaveLength(50);
});
