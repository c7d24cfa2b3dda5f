import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createLastObserved } from './last-observed.ts';

const keys = { count: 7, at: '2026-01-01T00:00:00.000Z' };

test('last observed › instance removed or tenant destroyed › deletes its entry', async () => {
  const home = mkdtempSync(join(tmpdir(), `vt-${process.env.TEST_RUN_ID ?? 'run'}-observed-`));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const path = join(home, 'redis/desktop/last-observed.json');
  for (const folder of ['redis/config', 'clients/acme']) mkdirSync(join(home, folder), { recursive: true });
  const last = createLastObserved(home);
  for (const id of ['main', 'acme', 'gone']) last.set(id, { keys });
  await last.flush();
  expect(Object.keys(JSON.parse(readFileSync(path, 'utf8')))).toEqual(['main', 'acme']);
  expect(createLastObserved(home).get('acme').keys).toEqual(keys);
  last.forget('acme');
  await last.flush();
  expect(createLastObserved(home).get('acme').keys).toBeNull();
  last.forget('main');
  await last.flush();
  expect(existsSync(path)).toBe(false);
});

test('last observed › a creation is undone › a later process leaves no file', async () => {
  const home = mkdtempSync(join(tmpdir(), `vt-${process.env.TEST_RUN_ID ?? 'run'}-observed-`));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  mkdirSync(join(home, 'redis/config'), { recursive: true });
  const killed = createLastObserved(home);
  killed.set('main', { keys });
  await killed.flush();
  rmSync(join(home, 'redis/config'), { recursive: true });
  await createLastObserved(home).flush();
  expect(existsSync(join(home, 'redis'))).toBe(false);
});

test('last observed › a tenant named like a member of every object › no observation, and a readable file', async () => {
  const home = mkdtempSync(join(tmpdir(), `vt-${process.env.TEST_RUN_ID ?? 'run'}-observed-`));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  mkdirSync(join(home, 'clients/constructor'), { recursive: true });
  const last = createLastObserved(home);
  expect(last.get('constructor')).toEqual(last.get('never-seen'));
  last.set('constructor', { keys });
  await last.flush();
  expect(createLastObserved(home).get('constructor').keys).toEqual(keys);
  expect(readdirSync(join(home, 'redis/desktop'))).toEqual(['last-observed.json']);
});
