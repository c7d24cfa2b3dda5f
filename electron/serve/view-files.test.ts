import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readViewFile } from './view-files.ts';

let folder = '';
const view = () => join(folder, 'renderer');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vrooli-view-'));
  await mkdir(join(view(), 'assets'), { recursive: true });
  await writeFile(join(view(), 'index.html'), '<p>view</p>');
  await writeFile(join(view(), 'assets', 'index-B_x-9.js'), 'export {}');
  await writeFile(join(view(), '.env.json'), '{}');
  await writeFile(join(folder, 'secret.json'), '{"secret":true}');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('viewFiles › caching › never the page, always files with a hash in the name', async () => {
  const page = await readViewFile(view(), '/');
  expect(page?.body.toString()).toBe('<p>view</p>');
  expect(page?.headers).toMatchObject({ 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' });
  const script = await readViewFile(view(), '/assets/index-B_x-9.js');
  expect(script?.headers['Cache-Control']).toContain('immutable');
  expect(script?.headers['Content-Type']).toBe('text/javascript; charset=utf-8');
});

test.each([
  '/../secret.json',
  '/assets/../../secret.json',
  '/%2e%2e/secret.json',
  '/..%2fsecret.json',
  '/..\\secret.json',
  '/assets/..%5c..%5csecret.json',
  '//secret.json',
  '/.env.json',
  '/assets',
  '/assets/',
  '/index.html/',
  '/index.html\0',
  '/C:/secret.json',
  '/none.js',
  'index.html',
  '',
])('viewFiles › %j › not found', async (pathname) => {
  expect(await readViewFile(view(), pathname)).toBeNull();
});
