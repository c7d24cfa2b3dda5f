import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { endingWithUs } from './ending-with-us.ts';

function start(command: readonly string[], removes: readonly string[] = []) {
  const [program = '', ...args] = endingWithUs(command, removes);
  return spawn(program, args, { stdio: ['pipe', 'ignore', 'ignore'] });
}

test('the pipe closes › the program is killed, and exactly the given paths are removed, whatever their names', async () => {
  const folder = temporaryFolder();
  const names = ['a', 'a\nb', 'c d', '*', "e'f", '$HOME'];
  for (const name of names) mkdirSync(join(folder, name));
  const removes = names.slice(1).map((name) => join(folder, name));
  const child = start(['sleep', '600'], removes);
  child.stdin?.end();
  await once(child, 'exit');
  for (const path of removes) await expect.poll(() => existsSync(path), { message: path }).toBe(false);
  expect(existsSync(join(folder, 'a'))).toBe(true);
});

test('the program ends by itself › its exit code, and the paths stay', async () => {
  const folder = temporaryFolder();
  const child = start(['sh', '-c', 'exit 3'], [folder]);
  expect(await once(child, 'exit')).toEqual([3, null]);
  child.stdin?.end();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(existsSync(folder)).toBe(true);
});

test('arguments › reach the program unchanged', async () => {
  const child = start(['sh', '-c', '[ "$#" = 2 ] && [ "$1" = "a b" ] && [ "$2" = "*" ]', 'sh', 'a b', '*']);
  expect(await once(child, 'exit')).toEqual([0, null]);
});
