import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { preferenceNames } from '../../../shared/contract/preference-table.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { createChangeBus } from '../platform/events/change-bus.ts';
import { onSetAside } from '../platform/files/json-state.ts';
import { createPreferences, type PreferenceDeps } from './create-preferences.ts';
import { readPreferences } from './preference-file.ts';

const FOLDER = 'redis/desktop';
const NOBODY = 65534;

function preferencesIn(home: string, change: Partial<PreferenceDeps> = {}) {
  const deps = { home, env: {}, bus: createChangeBus(), honours: () => true, checks: {} };
  return createPreferences({ ...deps, ...change });
}

function place(home: string, name: string, content: string): string {
  const path = join(home, FOLDER, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

const stateOf = (preferences: ReturnType<typeof preferencesIn>, name: string) =>
  preferences.list().items.find((item) => item.name === name);

describe('preferences', () => {
  test('a new home › has the defaults, and reading leaves no file', () => {
    const home = temporaryFolder();
    const preferences = preferencesIn(home);
    expect(preferences.list()).toMatchObject({ locked: null });
    expect(preferences.list().items.map(({ name }) => name)).toEqual(preferenceNames);
    expect(preferences.list().items.every(({ from, problem }) => from === 'default' && problem === null)).toBe(true);
    expect(preferences.get('sampling-interval')).toBe(5000);
    expect(readdirSync(home)).toEqual([]);
  });

  test('saved values › are private on disk, and other clients of the home see them', async () => {
    const home = temporaryFolder();
    const [one, other] = [preferencesIn(home), preferencesIn(home)];
    expect(other.get('theme')).toBe('system');
    await one.save({ theme: 'dark', 'metrics-port': 9200 });
    expect([other.get('theme'), other.get('metrics-port')]).toEqual(['dark', 9200]);
    expect(statSync(join(home, FOLDER, 'preferences.json')).mode & 0o777).toBe(0o600);
    expect(stateOf(other, 'theme')).toMatchObject({ from: 'chosen', value: 'dark' });
  });

  test('two clients that save at the same time › both keep their change', async () => {
    const home = temporaryFolder();
    const [one, other] = [preferencesIn(home), preferencesIn(home)];
    await Promise.all([one.save({ theme: 'dark' }), other.save({ units: 'decimal' }), one.save({ times: 'exact' })]);
    expect([one.get('theme'), one.get('units'), one.get('times')]).toEqual(['dark', 'decimal', 'exact']);
    expect(readdirSync(join(home, FOLDER))).toEqual(['preferences.json', 'preferences.json.previous']);
  });

  test('reset › one or all › returns to the default, but what the app remembers stays', async () => {
    const preferences = preferencesIn(temporaryFolder());
    await preferences.save({ theme: 'dark', units: 'decimal', 'seen-tour': true });
    await preferences.reset(['theme']);
    expect([preferences.get('theme'), preferences.get('units')]).toEqual(['system', 'decimal']);
    await preferences.reset();
    expect([preferences.get('units'), preferences.get('seen-tour')]).toEqual(['binary', true]);
  });

  test('a variable › wins over the chosen value, is named, and cannot be changed here', async () => {
    const home = temporaryFolder();
    await preferencesIn(home).save({ image: 'redis:7.4' });
    const preferences = preferencesIn(home, { env: { REDIS_IMAGE: 'valkey/valkey:8\r' } });
    expect(stateOf(preferences, 'image')).toMatchObject({
      value: 'valkey/valkey:8',
      from: 'variable',
      variable: 'REDIS_IMAGE',
    });
    await expect(preferences.save({ image: 'redis:7.2' })).rejects.toMatchObject({
      code: 'BAD_VALUE',
      message: expect.stringContaining('set by REDIS_IMAGE'),
    });
    expect(preferencesIn(home).get('image')).toBe('redis:7.4');
  });

  test('a value that cannot work here › is refused, and nothing of the same change is saved', async () => {
    const checks = {
      'metrics-port': () => {
        throw new Error('reserved for Redis');
      },
    };
    const preferences = preferencesIn(temporaryFolder(), { checks });
    await expect(preferences.save({ theme: 'dark', 'metrics-port': 6380 })).rejects.toThrow('reserved for Redis');
    expect(preferences.get('theme')).toBe('system');
  });

  test.each([
    [{ theme: 'blue' }, 'theme: "blue" is not one of system, light, dark.'],
    [{ 'sampling-interval': 10 }, 'sampling-interval: "10" is not a whole number from 1000 to 60000.'],
    [{ mirror: 'http://x' }, 'mirror: "http://x" is not a value such as mirror.example.com, or empty.'],
    [{ metrics: 'yes' }, 'metrics: "yes" is not yes or no.'],
  ])('a wrong value › %j › names the field and what is right', async (changes, message) => {
    const preferences = preferencesIn(temporaryFolder());
    await expect(preferences.save(changes as never)).rejects.toMatchObject({ code: 'BAD_VALUE', message });
  });

  test('what only the window does › is honoured only where the client says so', () => {
    const preferences = preferencesIn(temporaryFolder(), { honours: (name) => name === 'updates' });
    const honoured = preferences.list().items.flatMap(({ name, honoured }) => (honoured ? [name] : []));
    expect(honoured).toContain('updates');
    expect(honoured).toContain('sampling-interval');
    expect(honoured).not.toContain('start-at-login');
    expect(honoured).not.toContain('theme');
  });
});

describe('the file of preferences', () => {
  test.each(['{', '', '[]', '{"format":1}', '{"format":"1","values":{}}', '{"format":1,"values":[]}', '\0'])(
    'damaged: %j › is set aside and reported, and the defaults are in effect',
    (damage) => {
      const home = temporaryFolder();
      place(home, 'preferences.json', damage);
      const reported: string[] = [];
      onTestFinished(onSetAside(({ path }) => reported.push(path)));
      expect(preferencesIn(home).get('theme')).toBe('system');
      expect(reported).toEqual([join(home, FOLDER, 'preferences.json')]);
      const [kept = ''] = readdirSync(join(home, FOLDER));
      expect(readFileSync(join(home, FOLDER, kept), 'utf8')).toBe(damage);
    },
  );

  test.skipIf(process.platform === 'win32')(
    'unreadable › the defaults are in effect, and a change is refused, because the file may be intact',
    async () => {
      const home = temporaryFolder();
      const content = '{"format":1,"values":{"theme":"dark"}}';
      const path = place(home, 'preferences.json', content);
      for (const folder of [home, join(home, 'redis'), join(home, FOLDER)]) chmodSync(folder, 0o777);
      chmodSync(path, 0);
      // Root can read files of any mode.
      const isRoot = process.getuid?.() === 0;
      if (isRoot) process.seteuid?.(NOBODY);
      try {
        const preferences = preferencesIn(home);
        expect(preferences.get('theme')).toBe('system');
        await expect(preferences.save({ units: 'decimal' })).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
      } finally {
        if (isRoot) process.seteuid?.(0);
      }
      chmodSync(path, 0o600);
      expect(readFileSync(path, 'utf8')).toBe(content);
    },
  );

  test('one impossible value › is reported with its default, and the others stay', () => {
    const home = temporaryFolder();
    place(home, 'preferences.json', '{"format":1,"values":{"theme":"blue","units":"decimal"}}');
    const preferences = preferencesIn(home);
    expect(stateOf(preferences, 'theme')).toMatchObject({
      value: 'system',
      problem: 'The file has "blue", which is not one of system, light, dark.',
    });
    expect(preferences.get('units')).toBe('decimal');
  });

  test('names of a newer version › survive a change by this one', async () => {
    const home = temporaryFolder();
    place(home, 'preferences.json', '{"format":1,"values":{"theme":"dark","of-tomorrow":[1]}}');
    await preferencesIn(home).save({ units: 'decimal' });
    expect(readPreferences(home).values).toEqual({ theme: 'dark', 'of-tomorrow': [1], units: 'decimal' });
  });

  test('a newer format › is read, never written, and says the way out', async () => {
    const home = temporaryFolder();
    const content = '{"format":2,"values":{"theme":"dark"}}';
    const path = place(home, 'preferences.json', content);
    const preferences = preferencesIn(home);
    expect(preferences.get('theme')).toBe('dark');
    expect(preferences.list().locked).toContain('newer version');
    await expect(preferences.save({ theme: 'light' })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringMatching(/format 2; this version writes 1.*Install that version.*move the file away/),
    });
    expect(readFileSync(path, 'utf8')).toBe(content);
  });

  test('files of earlier versions › are read until the first change, which moves their values', async () => {
    const home = temporaryFolder();
    place(home, 'exporter.json', '{"enabled":true,"port":9300}');
    place(home, 'metrics/settings.json', '{"intervalMs":2000,"watchedIntervalMs":500}');
    const preferences = preferencesIn(home);
    expect([preferences.get('metrics'), preferences.get('metrics-port')]).toEqual([true, 9300]);
    await preferences.save({ theme: 'dark' });
    expect([preferences.get('sampling-interval'), preferences.get('watched-interval')]).toEqual([2000, 500]);
    expect(readdirSync(join(home, FOLDER))).toEqual(['metrics', 'preferences.json']);
    expect(readdirSync(join(home, FOLDER, 'metrics'))).toEqual([]);
  });

  test('a home that cannot be written › says so', async () => {
    const home = temporaryFolder();
    writeFileSync(join(home, 'redis'), 'a file in place of the folder');
    await expect(preferencesIn(home).save({ theme: 'dark' })).rejects.toMatchObject({ code: 'HOME_NOT_WRITABLE' });
  });

  test('a change by another client › is announced', async () => {
    const home = temporaryFolder();
    const bus = createChangeBus();
    const changed = vi.fn();
    onTestFinished(preferencesIn(home, { bus }).onChange(changed));
    await preferencesIn(home).save({ theme: 'dark' });
    await vi.waitFor(() => expect(changed).toHaveBeenCalledOnce(), { timeout: 3000 });
  });
});

test('home use › parts › are counted once and add up', async () => {
  const home = temporaryFolder();
  for (const [path, bytes] of [
    ['redis/data/dump.rdb', 100],
    ['redis/backups/a.rdb', 20],
    ['clients/acme/redis/data/dump.rdb', 7],
    ['clients/acme/redis/backups/b.rdb', 3],
    ['redis/desktop/metrics/main/ticks.log', 50],
    ['redis/desktop/destroyed/x/redis/data/dump.rdb', 9],
    ['redis/desktop/app.log', 4],
  ] as const) {
    mkdirSync(join(home, path, '..'), { recursive: true });
    writeFileSync(join(home, path), 'x'.repeat(bytes));
  }
  const use = await preferencesIn(home).home();
  expect(use).toMatchObject({ totalBytes: 193, variable: null, freeBytes: expect.any(Number) });
  expect(Object.fromEntries(use.parts.map(({ part, bytes }) => [part, bytes]))).toEqual({
    ...{ instances: 107, backups: 23, charts: 50, deleted: 9, records: 4 },
  });
});
