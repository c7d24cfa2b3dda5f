import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeNeeding } from '../support/needs.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { useTestHome } from '../support/use-test-home.ts';

test('preferences › shown › as a table with where each value comes from, and as a document', async () => {
  const home = await useTestHome({ docker: false });
  const env = { ...home.env, REDIS_IMAGE: 'redis:7.4' };
  const shown = await runInProcess(['preferences', '--set', 'units=decimal', '--set', 'theme=dark'], env);
  expect(shown).toMatchObject({ code: 0, stderr: '' });
  expect(shown.stdout).toMatch(/^units +decimal +chosen/m);
  expect(shown.stdout).toMatch(/^image +redis:7\.4 +set by REDIS_IMAGE/m);
  expect(shown.stdout).toMatch(/^metrics-port +9121 +default/m);
  expect(shown.stdout).not.toContain('seen-tour');
  const json = await runInProcess(['preferences', '--json'], env);
  expect(json.json()).toMatchObject({ values: { units: 'decimal', theme: 'dark', metrics: false }, locked: null });
});

test.each([
  [['--set', 'themes=dark'], 'There is no preference "themes"; did you mean theme?'],
  [['--set', 'theme=blue'], 'theme: "blue" is not one of system, light, dark. Nothing was changed.'],
  [['--set', 'theme=dark', '--set', 'theme=light'], 'theme was given twice with --set. Name each preference once.'],
  [['--set', 'theme=dark', '--reset', 'units'], 'Use --set or --reset, not both in one command. Nothing was changed.'],
  [['--set', 'metrics-port=6385'], 'Port 6385 is reserved for the tenants. Choose another port for the metrics.'],
  [['--set', 'image=redis:'], '"redis:" is not an image name such as redis:7-alpine.'],
  [['--set', 'seen-tour=yes'], /^There is no preference "seen-tour"\. There are: theme, language, .*updates\.$/],
])('preferences › %j › refused with exit code 2, and nothing is written', async (flags, message) => {
  const home = await useTestHome({ docker: false });
  const env = { VROOLI_HOME: home.path, PATH: process.env.PATH ?? '' };
  const refused = await runInProcess(['preferences', ...flags], env);
  expect(refused.code).toBe(2);
  expect(refused.stderr.trimEnd()).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
  await expect(readFile(join(home.path, 'redis/desktop/preferences.json'))).rejects.toThrow('ENOENT');
});

test('preferences › reset › one, then all', async () => {
  const home = await useTestHome({ docker: false });
  const values = async (...flags: string[]) =>
    ((await runInProcess(['preferences', ...flags, '--json'], home.env)).json() as { values: object }).values;
  await values('--set', 'units=decimal', '--set', 'backups-kept=14');
  expect(await values('--reset', 'units')).toMatchObject({ units: 'binary', 'backups-kept': 14 });
  expect(await values('--reset', 'all')).toMatchObject({ units: 'binary', 'backups-kept': 30 });
});

test('preferences › a damaged file › is set aside, diagnose names it, and the defaults are shown', async () => {
  const home = await useTestHome({ docker: false });
  await runInProcess(['preferences', '--set', 'theme=dark'], home.env);
  await writeFile(join(home.path, 'redis/desktop/preferences.json'), '{"format":1,"val');
  const shown = await runInProcess(['preferences', '--json'], home.env);
  expect(shown.json()).toMatchObject({ values: { theme: 'system' } });
  const { checks } = (await runInProcess(['diagnose', '--json'], home.env)).json() as { checks: { id: string }[] };
  const check = checks.find(({ id }) => id.startsWith('set-aside-'));
  expect(check).toMatchObject({ title: 'File preferences.json', level: 'warn' });
});

describeNeeding(['redis'], 'preferences in effect', () => {
  test('an installation › takes the preferred runtime, and is read-only where that is preferred', async () => {
    const home = await useTestHome({ docker: false });
    await runInProcess(['preferences', '--set', 'new-read-only=yes', '--set', 'runtime=process'], home.env);
    const installed = await runInProcess(['install', '--json'], home.env);
    expect(installed.json()).toMatchObject({ runtime: 'process', state: 'running' });
    const refused = await runInProcess(['cli', '--', 'SET', 'a', '1'], home.env);
    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toContain('read-only');
  });

  test('a backup and a clean-up › follow the preferences unless a flag says otherwise', async () => {
    const home = await useTestHome({ docker: false });
    await runInProcess(['install', '--runtime', 'process'], home.env);
    await runInProcess(['preferences', '--set', 'verify-backups=no'], home.env);
    const verificationOf = async (...flags: string[]) =>
      ((await runInProcess(['backup', ...flags, '--json'], home.env)).json() as { proof: unknown }).proof;
    expect(await verificationOf('--backup-name', 'plain')).toBeNull();
    expect(await verificationOf('--backup-name', 'verified', '--verify', 'yes')).toMatchObject({ ok: true });
    const removed = async () =>
      ((await runInProcess(['cleanup-backups', '--dry-run', '--json'], home.env)).json() as { removed: string[] })
        .removed;
    const info = join(home.path, 'redis/backups/plain.info');
    const aged = new Date(Date.now() - 20 * 86_400_000).toISOString();
    await writeFile(info, (await readFile(info, 'utf8')).replace(/"createdAt": ?"[^"]+"/, `"createdAt":"${aged}"`));
    expect(await removed()).toEqual([]);
    await runInProcess(['preferences', '--set', 'backups-kept=14'], home.env);
    expect(await removed()).toEqual(['plain']);
  });
});
