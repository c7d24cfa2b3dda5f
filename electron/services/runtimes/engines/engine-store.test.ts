import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { createEngineStore, type EngineRecord, nextRange } from './engine-store.ts';
import { refuseEngine } from './refuse-engine.ts';

const record = (name: string, start = 7000): EngineRecord => ({
  ...{ name, address: `ssh://${name}`, certificates: null, context: null, engineId: 'id', production: false },
  ...{ ports: { start, end: start + 18 }, added: '2026-01-01T00:00:00.000Z' },
});

test('engine store › changes by two clients › both are kept, sorted, in a private file', async () => {
  const home = temporaryFolder();
  const [one, other] = [createEngineStore(home), createEngineStore(home)];
  expect([one.all(), one.homeId()]).toEqual([[], null]);
  await Promise.all([
    one.change((engines) => [...engines, record('zeta')]),
    other.change((engines) => [...engines, record('alpha', 7020)]),
  ]);
  expect(one.all().map(({ name }) => name)).toEqual(['alpha', 'zeta']);
  expect(one.homeId()).toBe(other.homeId());
  expect(one.named('zeta')).toMatchObject({ address: 'ssh://zeta' });
  const path = join(home, 'redis/desktop/engines.json');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(existsSync(`${path}.lock`)).toBe(false);
});

test('engine store › the id of the home › stays the same', async () => {
  const store = createEngineStore(temporaryFolder());
  await store.change(() => [record('one')]);
  const id = store.homeId();
  await store.change(() => []);
  expect(store.homeId()).toBe(id);
});

test('engine ports › the first range from 7000 on that no engine has', () => {
  expect(nextRange([])).toEqual({ start: 7000, end: 7018 });
  expect(nextRange([{ start: 7000, end: 7018 }])).toEqual({ start: 7020, end: 7038 });
  expect(
    nextRange([
      { start: 7030, end: 7031 },
      { start: 6990, end: 7005 },
    ]),
  ).toEqual({ start: 7040, end: 7058 });
});

test('an engine › too old, or another one than was added › refused', () => {
  const good = { address: 'ssh://a', expectedId: 'id', apiVersion: '1.41', id: 'id' };
  expect(() => refuseEngine(good)).not.toThrow();
  expect(() => refuseEngine({ ...good, expectedId: null, id: null })).not.toThrow();
  expect(() => refuseEngine({ ...good, apiVersion: '1.39' })).toThrow('1.40 or later');
  expect(() => refuseEngine({ ...good, apiVersion: undefined })).toThrow('version unknown');
  expect(() => refuseEngine({ ...good, id: 'other' })).toThrow('A different Docker engine');
  expect(() => refuseEngine({ ...good, apiVersion: '2.0' })).not.toThrow();
});
