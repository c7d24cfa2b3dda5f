import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAppender } from './appender.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vrooli-appender-'));
});
afterEach(() => rm(folder, { recursive: true }));

const text = (path: string) => readFile(path, 'utf8');

test('appender › open file › every append is written immediately', async () => {
  const path = join(folder, 'acme/ticks.log');
  const appender = createAppender(path, true);
  appender.append(Buffer.from('a'));
  appender.append(Buffer.from('b'));
  expect(await text(path)).toBe('ab');
  appender.close();
});

test('appender › folder of an open file is moved › the next append creates a new file at the old path', async () => {
  const path = join(folder, 'acme/ticks.log');
  const appender = createAppender(path, true);
  appender.append(Buffer.from('old'));
  await rename(join(folder, 'acme'), join(folder, 'destroyed'));
  appender.append(Buffer.from('new'));
  expect([await text(join(folder, 'destroyed/ticks.log')), await text(path)]).toEqual(['old', 'new']);
  await mkdir(join(folder, 'other'));
  await rename(path, join(folder, 'other/ticks.log'));
  appender.append(Buffer.from('newest'));
  expect(await text(path)).toBe('newest');
  appender.close();
});
