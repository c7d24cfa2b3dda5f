import { appendFile, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import type { Environment } from '../../platform/home/environment.ts';
import { desktopFolder, instancePaths } from '../../platform/home/paths.ts';
import { createConsoleHistory } from './console-history.ts';

async function useHistory() {
  const environment = { home: temporaryFolder() } as Environment;
  await mkdir(desktopFolder(environment.home), { recursive: true });
  const file = join(desktopFolder(environment.home), 'console-history');
  return { environment, file, history: createConsoleHistory(environment) };
}

test('console history › lines in quick succession › all in order, without repetitions', async () => {
  const { history } = await useHistory();
  await Promise.all(['a', 'a', 'b', 'a', 'a'].map((line) => history.add('main', line)));
  expect(await history.read('main')).toEqual(['a', 'b', 'a']);
});

test('console history › a line whose check takes longer than that of the next › keeps its place', async () => {
  const { history } = await useHistory();
  const after = (milliseconds: number, isLeftOut: boolean) => () => delay(milliseconds, isLeftOut);
  await Promise.all([
    history.add('main', 'slow', after(30, false)),
    history.add('main', 'AUTH secret', after(10, true)),
    history.add('main', 'fast', after(0, false)),
  ]);
  expect(await history.read('main')).toEqual(['slow', 'fast']);
});

test('console history › cleared while a line is being added › stays empty', async () => {
  const { history } = await useHistory();
  await Promise.all([history.add('main', 'a', () => delay(20, false)), history.clear('main')]);
  expect(await history.read('main')).toEqual([]);
});

test('console history › another program adds lines or clears it › seen', async () => {
  const { history, file } = await useHistory();
  await history.add('main', 'a');
  await appendFile(file, '"b"\n');
  await history.add('main', 'b');
  expect(await history.read('main')).toEqual(['a', 'b']);
  await rm(file);
  await history.add('main', 'b');
  expect(await readFile(file, 'utf8')).toBe('"b"\n');
});

test('console history › more lines than it keeps › the oldest are dropped', async () => {
  const { history } = await useHistory();
  for (let at = 0; at < 1001; at += 1) await history.add('main', `line ${at}`);
  const lines = await history.read('main');
  expect([lines.length, lines[0], lines.at(-1)]).toEqual([500, 'line 501', 'line 1000']);
});

test('console history › of a tenant that was destroyed meanwhile › its folder is not recreated', async () => {
  const { environment, history } = await useHistory();
  await history.add('acme', 'GET a');
  await expect(readFile(join(instancePaths(environment, 'acme').root, 'console-history'))).rejects.toThrow('ENOENT');
});
